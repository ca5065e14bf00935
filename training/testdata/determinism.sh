#!/bin/sh
# Trains one epoch with every way to do the arithmetic that this machine can try,
# and compares the parameters with those that the test expects, bit for bit:
# assembly with and without AVX-512, portable code, another microarchitecture level,
# and, where qemu-user is installed, other CPUs. Needs Go; on Debian: apt-get install
# qemu-user. No emulator there runs AVX-512: this CPU has to.
set -eu
cd "$(dirname "$0")/../.."
export CGO_ENABLED=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT

# try what command...: runs the tests about bits with the command, a go test.
try() {
	printf '%-28s ' "$1"
	shift
	if "$@" -count=1 -run 'SameBits|BitsOfTheSpecification' ./network/internal/kernel ./training >"$log" 2>&1; then
		echo ok
	else
		echo FAILED
		cat "$log"
		exit 1
	fi
}

try 'this CPU' go test
try 'without AVX-512' env DIGITPAD_NOAVX512=1 go test
try 'without assembly' env DIGITPAD_NOASM=1 go test
try 'built without assembly' go test -tags noasm
if [ "$(go env GOARCH)" = amd64 ]; then
	try 'GOAMD64=v3' env GOAMD64=v3 go test
	try 'GOAMD64=v3, no assembly' env GOAMD64=v3 go test -tags noasm
fi
for cpu in arm64:aarch64 riscv64:riscv64 s390x:s390x; do
	if qemu=$(command -v "qemu-${cpu#*:}" || command -v "qemu-${cpu#*:}-static"); then
		try "${cpu%:*} under qemu" env GOARCH="${cpu%:*}" go test -exec "$qemu"
	else
		printf '%-28s %s\n' "${cpu%:*}" 'skipped: qemu-user is not installed'
	fi
done
