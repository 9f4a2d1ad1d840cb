{# Every code of the column stands in a list of pipelines/vocabulary.py. An empty value passes: not_null is another test. #}
{% test in_vocabulary(model, column_name, vocabulary) %}
select m.{{ column_name }}, count(*) as n
from {{ model }} as m
left join {{ ref('stg_vocabulary') }} as v
    on v.vocabulary = '{{ vocabulary }}'
    and v.code = m.{{ column_name }}
where m.{{ column_name }} is not null and v.code is null
group by m.{{ column_name }}
{% endtest %}
