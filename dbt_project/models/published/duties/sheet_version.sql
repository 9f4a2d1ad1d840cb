-- One row per duty, block of its form and known_from_seq: the cells due and what stood in them, until known_to_seq.
with due as (
    select
        {{ duty_columns('c') }},
        c.form_version,
        c.block_no,
        max(c.sheet_name) as sheet_name,
        count(*) as n_cells_due
    from {{ ref('int_due_cells') }} as c
    group by {{ duty_columns('c') }}, c.form_version, c.block_no
),

filled as (
    select
        {{ duty_columns('v') }},
        d.form_code,
        v.known_from_seq,
        v.known_to_seq,
        b.block_no,
        b.n_cells_due,
        coalesce(max(c.sheet), max(b.sheet_name)) as sheet,
        {{ least_final_of("case when c.obs_status in ('reported', 'corrected') then c.figure_status end") }} as figure_status,
        count(*) filter (where c.obs_status in ('reported', 'corrected')) as n_reported,
        count(*) filter (where c.obs_status = 'corrected') as n_corrected,
        count(*) filter (where c.obs_status = 'none_occurred') as n_none_occurred,
        count(*) filter (where c.obs_status in ('not_collected', 'not_applicable')) as n_unknown,
        count(*) filter (where c.obs_status = 'blank') as n_blank
    from {{ ref('int_duty_versions') }} as v
    inner join {{ ref('stg_duties') }} as d on {{ same_duty('d', 'v') }} and d.known_from_seq = v.duty_from_seq
    inner join due as b on {{ same_duty('b', 'v') }} and b.form_version = d.form_version
    left join {{ ref('int_cell_versions') }} as c
        on {{ same_duty('c', 'v') }}
        and c.form_version = b.form_version
        and c.block_no = b.block_no
        and {{ known_at('c', 'v.known_from_seq') }}
    group by {{ duty_columns('v') }}, d.form_code, v.known_from_seq, v.known_to_seq, b.block_no, b.n_cells_due
)

select
    f.duty_code,
    f.reporter_code,
    f.form_code,
    f.period_code,
    f.block_no,
    f.sheet,
    f.known_from_seq,
    f.known_to_seq,
    f.n_cells_due,
    f.n_reported,
    f.n_corrected,
    f.n_none_occurred,
    f.n_unknown,
    f.n_blank,
    f.figure_status,
    f.n_cells_due - f.n_reported - f.n_none_occurred - f.n_unknown - f.n_blank as n_unanswered,
    case
        when f.n_reported + f.n_none_occurred + f.n_unknown = f.n_cells_due then 'complete'
        when f.n_reported + f.n_none_occurred + f.n_unknown = 0 then 'empty'
        else 'partial'
    end as state
from filled as f
