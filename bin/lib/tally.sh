# The sum of all test reports, as one line.

forget_old_reports() {
  find "$root" -path '*/target/surefire-reports/*.xml' -delete
}

# tally: prints `N passed, N failed, N skipped`; false when a test failed or none ran. By the tests themselves: what
# a report says in its head leaves out those of nested classes (Surefire 3.5), their failures too.
tally() {
  find "$root" -path '*/target/surefire-reports/TEST-*.xml' -exec cat {} + |
    awk '
      /^ *<testcase / { tests++ }
      /^ *<(failure|error)[ >]/ { bad++ }
      /^ *<skipped/ { skipped++ }
      END {
        printf "%d passed, %d failed, %d skipped\n", tests - bad - skipped, bad, skipped
        exit bad > 0 || tests - skipped == 0
      }'
}

# The names of what failed, to be read without scrolling.
list_failed_tests() {
  local reports
  mapfile -t reports < <(find "$root" -path '*/target/surefire-reports/TEST-*.xml')
  [ ${#reports[@]} -gt 0 ] || return 0
  awk '
    match($0, /<testcase name="[^"]*" classname="[^"]*"/) { name = substr($0, RSTART + 10, RLENGTH - 10) }
    /<(failure|error)[ >]/ { print " !     failed: " name }' "${reports[@]}"
}
