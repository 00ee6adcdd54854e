# shellcheck shell=bash
# What package.json says, read by one jq: starting one for each question takes longer than all else of an unchanged build.

declare -A package=()

# Reads package.json, anew after a script that may have changed it. Of strings, the first line counts. `is`: what holds.
read_package() {
  local line
  package=()
  while IFS= read -r line; do
    package["${line%%$'\t'*}"]=${line#*$'\t'}
  done < <(jq -r '
    def filled: . != null and . != {} and . != [];
    def is(name; f): if (try f catch false) then "is.\(name)\tyes" else empty end;
    def texts(name): .[name] | objects | to_entries[] | select(.value | type == "string")
      | select(.key | test("[\t\n]") | not) | "\(name).\(.key)\t\(.value | split("\n")[0] // "")";
    objects
    | "is.object\tyes",
      (.packageManager | strings | "packageManager\t\(split("\n")[0] // "")"),
      texts("engines"), texts("scripts"),
      is("dependent"; [.dependencies, .devDependencies, .optionalDependencies, .workspaces] | any(filled)),
      is("workspaces"; .workspaces != null),
      is("pruned"; (.workspaces != null) or (.devDependencies // {} | length > 0)),
      is("local"; [.dependencies, .devDependencies, .optionalDependencies | objects | .[] | strings
        | select(test("^(file|link|portal|workspace):|^\\.|^/"))] | length > 0)
    ' package.json 2>/dev/null)
}

# field NAME: the string there, such as engines.node; nothing where there is none.
field() { echo "${package[$1]:-}"; }

holds() { [ -n "${package[is.$1]:-}" ]; }
