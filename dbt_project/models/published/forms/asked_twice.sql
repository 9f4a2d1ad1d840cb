-- One row per pair of lines of two forms that ask for the same thing, with the cross-check that is stated for it.
select * from {{ ref('fct_asked_twice') }}
