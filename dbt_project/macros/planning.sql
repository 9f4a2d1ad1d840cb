{# A word of the standing of a figure, as a text of SQL. #}
{% macro standing_word(code, is_vi) -%}
    {%- set words = {
        'official': ['Số chính thức', 'official'], 'uoc': ['Ước', 'estimate'], 'so_bo': ['Sơ bộ', 'preliminary'],
        'chinh_thuc': ['Số báo cáo', 'as reported'], 'held': ['Giữ lại', 'held'], 'missing': ['Còn thiếu', 'missing'],
        'not_due': ['Chưa đến hạn', 'not due'], 'shows': [': dùng số kỳ ', ': shows '],
        'none': [': chưa có số thay thế', ': nothing to show'], 'asked': [', đang hỏi lại', ', being asked about'],
        'partial': [', chưa đủ địa bàn (', ', areas missing ('], 'carried': [', gồm số kỳ trước của ', ', with earlier figures of '],
        'areas': [' địa bàn', ' area(s)'], 'zero': [', không có đối tượng', ', nothing to measure'],
    } -%}
    '{{ words[code][0 if is_vi else 1] }}'
{%- endmacro %}

{# The standing of a headline figure in words: how final it is, or which figure is shown in its place, and what is open. #}
{% macro figure_standing(v, shown, is_vi) -%}
    (case
        when {{ v }}.state = 'current' and {{ v }}.is_official then {{ standing_word('official', is_vi) }}
        when {{ v }}.state = 'current' and {{ v }}.figure_status = 'uoc' then {{ standing_word('uoc', is_vi) }}
        when {{ v }}.state = 'current' and {{ v }}.figure_status = 'so_bo' then {{ standing_word('so_bo', is_vi) }}
        when {{ v }}.state = 'current' then {{ standing_word('chinh_thuc', is_vi) }}
        when {{ v }}.state = 'held' then {{ standing_word('held', is_vi) }}
        when {{ v }}.state = 'missing' then {{ standing_word('missing', is_vi) }}
        else {{ standing_word('not_due', is_vi) }}
    end
    || case
        when {{ v }}.state = 'current' then ''
        when {{ v }}.is_last_good then {{ standing_word('shows', is_vi) }} || {{ shown }}
        when {{ v }}.state = 'held' then {{ standing_word('none', is_vi) }}
        else ''
    end
    || case {{ v }}.obs_status
        when 'zero_denominator' then {{ standing_word('zero', is_vi) }}
        when 'partial'
            then {{ standing_word('partial', is_vi) }} || cast({{ v }}.n_areas as string) || '/' || cast({{ v }}.n_areas_expected as string) || ')'
        when 'carried' then {{ standing_word('carried', is_vi) }} || cast({{ v }}.n_areas_carried as string) || {{ standing_word('areas', is_vi) }}
        else ''
    end
    || case when {{ v }}.is_questioned then {{ standing_word('asked', is_vi) }} else '' end)
{%- endmacro %}

{# A figure rounded to its decimals. #}
{% macro rounded(value, decimals) -%}
    round({{ value }} * power(10, {{ decimals }})) / power(10, {{ decimals }})
{%- endmacro %}

{# Two rows of one leaf of an index, by one method, in one field, area and period. #}
{% macro same_leaf(left, right) -%}
    {{ left }}.index_code = {{ right }}.index_code
    and {{ left }}.structure_version = {{ right }}.structure_version
    and {{ left }}.method_version = {{ right }}.method_version
    and {{ left }}.field_code = {{ right }}.field_code
    and {{ left }}.node_code = {{ right }}.node_code
    and {{ left }}.area_id = {{ right }}.area_id
    and {{ left }}.period_code = {{ right }}.period_code
{%- endmacro %}
