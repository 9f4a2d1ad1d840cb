-- One row per method of judging progress and kind of figure: allowed or not, and why.
select * from {{ ref('stg_progress_methods') }}
