# Sums a coverage profile by top-level package, and fails below what each needs:
#
#	awk -v 'need=network 90 training 90 gui 75' -f coverage.awk PROFILE
#
# A statement counts as covered if the tests of any package reach it.

BEGIN { n = split(need, pairs, " "); for (i = 1; i < n; i += 2) least[pairs[i]] = pairs[i + 1] }
/^mode:/ { next }
{ statements[$1] = $2; if ($3 > 0) reached[$1] = 1 }
END {
	for (block in statements) {
		split(block, path, "/")
		all[path[2]] += statements[block]
		if (block in reached) covered[path[2]] += statements[block]
	}
	for (package in least) {
		share = all[package] ? 100 * covered[package] / all[package] : 0
		printf "%-10s %5.1f %% of %d statements, at least %d %% wanted\n", package, share, all[package], least[package]
		if (share < least[package]) bad = 1
	}
	exit bad
}
