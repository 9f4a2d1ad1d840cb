{# The columns of a finding of the conflict desk but its proposal; `named` gives columns another name. #}
{% macro finding_columns(alias=none, named={}) -%}
    {%- set columns = [
        'conflict_id', 'finding_kind', 'home_area_id', 'topic_vi', 'target_a', 'document_a', 'line_a', 'quote_a', 'number_a',
        'target_b', 'document_b', 'line_b', 'quote_b', 'number_b', 'differs_value', 'differs_scope', 'differs_denominator',
        'differs_kind', 'differs_field', 'differs_horizon', 'explanation_vi', 'proposed_target_id'] -%}
    {%- for column in columns -%}
        {{ alias ~ '.' if alias }}{{ column }}{{ ' as ' ~ named[column] if column in named }}{{ ', ' if not loop.last }}
    {%- endfor -%}
{%- endmacro %}

{# The text of a finding for a planner: the point itself, then each further difference in one sentence. #}
{% macro conflict_explanation(f, a, b) -%}
    {%- set na, nb = target_number(a), target_number(b) -%}
    (case {{ f }}.finding_kind
        when 'accumulation' then case
            when {{ f }}.target_b is not null then 'Cùng một đại lượng nhưng cộng dồn theo hai cách: '
                || {{ na }} || ' (' || {{ target_sum(a) }} || ') và ' || {{ nb }} || ' (' || {{ target_sum(b) }} || ').'
            else 'Mục tiêu ' || {{ na }} || ' (“' || {{ a }}.concept_name_vi || '”) không nói cộng dồn từ năm nào, là tổng đến cuối kỳ hay là số tăng thêm trong kỳ; hai cách hiểu cho hai kết quả khác nhau'
            || case when {{ a }}.high is not null then ', mức dưới và mức trên của khoảng đều bị ảnh hưởng' else '' end || '.'
        end
        when 'rank_field' then 'Hai mục tiêu ' || {{ na }} || ' và ' || {{ nb }} || ' xếp trên hai số tỉnh khác nhau nên không so trực tiếp được; xem ba cách quy đổi (theo tỷ lệ, theo điểm, theo tỉnh sau sắp xếp).'
        when 'horizon' then case
                when {{ f }}.earlier is null then 'Cùng một đại lượng nhưng tính từ hai năm khác nhau: '
                else 'Mục tiêu của năm sau không đi xa hơn mục tiêu của năm trước: '
            end
            || {{ na }} || ' (' || {{ target_years(a) }} || ') và ' || {{ nb }} || ' (' || {{ target_years(b) }} || ').'
        when 'kind' then 'Một bên là số có đến cuối kỳ, một bên là số tăng thêm: '
            || {{ na }} || ' (' || {{ target_kind(a) }} || ') và ' || {{ nb }} || ' (' || {{ target_kind(b) }} || ').'
        when 'same_value' then 'Cùng một con số cho hai đại lượng khác nhau: ' || {{ na }} || ' cho “' || {{ a }}.concept_name_vi
            || '” và ' || {{ nb }} || ' cho “' || {{ b }}.concept_name_vi || '”; đạt cái này không có nghĩa là đạt cái kia.'
        when 'scope' then 'Phạm vi khác nhau: ' || {{ na }} || ' cho “' || {{ target_scope(f, a) }} || '”, '
            || {{ nb }} || ' cho “' || {{ target_scope(f, b) }} || '”; không được so hai con số khi chưa cùng phạm vi.'
        when 'denominator' then 'Mẫu số khác nhau: ' || {{ na }} || ' trên “' || coalesce({{ a }}.denominator_vi, '…') || '”, '
            || {{ nb }} || ' trên “' || coalesce({{ b }}.denominator_vi, '…') || '”; hai tỷ lệ không so được với nhau.'
        else 'Cùng một đại lượng nhưng hai con số: ' || {{ na }} || ' và ' || {{ nb }} || '.'
    end
    || case when {{ f }}.is_one_document and {{ f }}.target_b is not null then ' Cả hai nằm trong cùng một văn bản.' else '' end
    || case when {{ f }}.differs_value and {{ f }}.finding_kind not in ('value', 'horizon', 'rank_field') then ' Giá trị cũng khác nhau.' else '' end
    || case
        when {{ f }}.differs_denominator and {{ f }}.finding_kind <> 'denominator'
            then ' Mẫu số ghi khác nhau: “' || coalesce({{ a }}.denominator_vi, '…') || '” và “' || coalesce({{ b }}.denominator_vi, '…') || '”.'
        else ''
    end
    || case when {{ f }}.differs_scope and {{ f }}.finding_kind not in ('scope', 'same_value') then ' Phạm vi ghi cũng khác nhau.' else '' end
    || case when {{ f }}.differs_kind and {{ f }}.finding_kind <> 'kind' then ' Một bên đếm số có, một bên đếm số tăng thêm.' else '' end
    || case when {{ f }}.differs_sum and {{ f }}.finding_kind <> 'accumulation' then ' Cách cộng dồn cũng khác nhau.' else '' end
    || case
        when {{ f }}.differs_area and {{ a }}.is_pre_merger and {{ b }}.is_pre_merger
            then ' Hai mục tiêu của hai tỉnh trước khi sắp xếp, nay cùng một tỉnh.'
        when {{ f }}.differs_area then ' Một bên là mục tiêu của tỉnh trước khi sắp xếp, địa bàn hẹp hơn.'
        else ''
    end
    || case when {{ f }}.differs_field and {{ f }}.finding_kind <> 'rank_field' then ' Số tỉnh được xếp hạng không giống nhau.' else '' end)
{%- endmacro %}

{% macro target_kind(t) -%}
    case {{ t }}.kind when 'stock' then 'số có đến cuối kỳ' when 'flow' then 'số tăng thêm trong kỳ' when 'ratio' then 'tỷ lệ' when 'rank' then 'thứ hạng' else 'điểm' end
{%- endmacro %}

{% macro target_sum(t) -%}
    case {{ t }}.accumulation when 'per_year' then 'mỗi năm' when 'point' then 'tại thời điểm' when 'cumulative_in_period' then 'cộng dồn cả kỳ'
        when 'mean_in_period' then 'bình quân cả kỳ' else 'không rõ' end
{%- endmacro %}

{% macro target_years(t) -%}
    coalesce(cast({{ t }}.horizon_from as string) || '–', 'năm ') || coalesce(cast({{ t }}.horizon_to as string), 'không ghi')
{%- endmacro %}

{# What a target speaks of: its concept; where two of one concept differ, the scope as worded or the province. #}
{% macro target_scope(f, t) -%}
    case
        when not {{ f }}.is_one_concept then {{ t }}.concept_name_vi
        when {{ f }}.differs_area and {{ t }}.scope is null then {{ t }}.area_name_vi
        else coalesce({{ t }}.scope, 'không nêu phạm vi')
    end
{%- endmacro %}

{# What a person is asked to accept or reject. #}
{% macro conflict_proposal(f) -%}
    case
        when {{ f }}.target_b is null then 'Đề nghị nơi ban hành nói rõ cách cộng dồn; trong khi chờ, giữ mục tiêu ' || {{ f }}.target_a || ' và chỉ theo dõi số đã có, chưa xếp loại tiến độ.'
        when {{ f }}.finding_kind = 'horizon' and {{ f }}.earlier is not null then 'Lấy ' || {{ f }}.proposed_target_id || ' làm mục tiêu trước mắt; đề nghị nâng mục tiêu của năm sau cho xa hơn.'
        when {{ f }}.proposed_target_id is null then 'Giữ cả hai, theo dõi riêng ' || {{ f }}.target_a || ' và ' || {{ f }}.target_b || '; không gộp, không lấy cái này thay cái kia.'
        when {{ f }}.is_one_document then 'Lấy ' || {{ f }}.proposed_target_id || ' (phần chính của văn bản) làm mục tiêu làm việc; đề nghị đính chính chỗ còn lại.'
        else 'Lấy ' || {{ f }}.proposed_target_id || ' (văn bản ban hành sau) làm mục tiêu làm việc cho đến khi có quyết định khác.'
    end
{%- endmacro %}

{# What a commitment without a number aims at, in words. #}
{% macro commitment_aim(c) -%}
    case {{ c }}.aim when 'whole' then 'toàn bộ' when 'more' then 'tăng' when 'less' then 'giảm' else 'không ghi số' end
{%- endmacro %}

{# The text of a finding between a commitment and a target. #}
{% macro commitment_explanation(p, c, t) -%}
    {%- set aim, number = commitment_aim(c), target_number(t) -%}
    (case {{ p }}.finding_kind
        when 'rank_field' then 'Một cam kết (' || {{ aim }} || ') và một mục tiêu (' || {{ number }}
            || ') xếp trên hai số tỉnh khác nhau nên không so trực tiếp được.'
        when 'denominator' then 'Mẫu số khác nhau: cam kết (' || {{ aim }} || ') tính trên “' || {{ c }}.denominator_name_vi
            || '”, mục tiêu ' || {{ number }} || ' tính trên “' || {{ t }}.denominator_vi || '”; một số không theo dõi được cả hai.'
        when 'scope' then 'Phạm vi khác nhau: cam kết (' || {{ aim }} || ') cho “' || {{ c }}.scope || '”, mục tiêu '
            || {{ number }} || ' cho “' || {{ t }}.scope || '”; một số không theo dõi được cả hai.'
        else 'Cam kết (' || {{ aim }} || case when {{ c }}.horizon_to is null then '' else ', năm ' || cast({{ c }}.horizon_to as string) end
            || ') không đi cùng mục tiêu ' || {{ number }} || ' (' || {{ target_years(t) }} || ') của cùng đại lượng.'
    end)
{%- endmacro %}
