{# A condition holds on every row; where it is unknown, because a column is empty, the row passes. #}
{% test holds(model, condition) %}
select *
from {{ model }}
where not ({{ condition }})
{% endtest %}
