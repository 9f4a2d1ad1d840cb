-- One row per rule and report that repeats that of another sender, by one figure of it.
{{ copied_reports('copied_sender') }}
