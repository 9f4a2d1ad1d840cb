-- One row per report of a batch that is looked at and pattern it shows, for the statistician.
select * from {{ ref('chk_report_pattern') }}
