// AVX512 goes on with the kernel's 512-bit twin, which has the same arguments, where the CPU
// has AVX-512.
#define AVX512(twin) \
	CMPB ·useAVX512(SB), $0 \
	JEQ  2(PC)              \
	JMP  twin(SB)
