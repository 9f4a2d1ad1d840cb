-- One row per rule and report that repeats its flows of the period before, by one figure of it.
{{ copied_reports('copied_period') }}
