# Makes a table of what go test -v says of the tests whose attributes are "fault"
# and "outcome". Where a test fails, all that it says follows.

function rest(from,    s) { s = $0; sub("^=== ATTR +[^ ]+ [^ ]+ ?", "", s); return s }

/^=== ATTR/ && $4 == "fault" { fault[$3] = rest(); next }
/^=== ATTR/ && $4 == "outcome" { outcome[$3] = rest(); next }
/^=== / { next }
/^--- (PASS|FAIL|SKIP): TestFault/ {
	verdict = substr($2, 1, 4)
	count[verdict]++
	printf "%s  %s\n      %s\n", verdict == "PASS" ? "ok  " : tolower(verdict), fault[$3], outcome[$3]
	if (verdict == "FAIL") printf "%s", said
	said = ""
	next
}
/^(FAIL|ok)[ \t]/ || /^(PASS|FAIL)$/ { if ($1 == "FAIL" && $2 != "") { bad = 1; printf "%s%s\n", said, $0; said = "" } next }
{ said = said "      | " $0 "\n" }
END {
	printf "%s\n%d faults withstood, %d not, %d not tried\n", said, count["PASS"], count["FAIL"], count["SKIP"]
	exit bad || count["FAIL"] > 0 || count["PASS"] == 0
}
