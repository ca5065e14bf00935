//go:build !noasm

#include "textflag.h"
#include "neon_arm64.h"

// Kernels that go through their vectors once, eight values at a time. Counts are
// multiples of eight.

// func repeatAsm(z, b *float32, stride, m int)
TEXT ·repeatAsm(SB), NOSPLIT, $0-32
	MOVD z+0(FP), R0
	MOVD b+8(FP), R1
	MOVD stride+16(FP), R2
	MOVD m+24(FP), R7

row:
	MOVD R1, R3
	MOVD R2, R5

columns:
	FLDPQ.P 32(R3), (F0, F1)
	FSTPQ.P (F0, F1), 32(R0)
	SUBS    $8, R5
	BNE     columns
	SUBS    $1, R7
	BNE     row
	RET

// func addRowsAsm(b, d *float32, stride, m int)
TEXT ·addRowsAsm(SB), NOSPLIT, $0-32
	MOVD b+0(FP), R0
	MOVD d+8(FP), R1
	MOVD stride+16(FP), R5
	MOVD m+24(FP), R7
	LSL  $2, R5, R2

columns:
	FLDPQ (R0), (F0, F1)
	MOVD  R1, R3
	MOVD  R7, R4

row:
	FLDPQ (R3), (F2, F3)
	FADD4(2, 0, 0)
	FADD4(3, 1, 1)
	ADD   R2, R3
	SUBS  $1, R4
	BNE   row
	FSTPQ.P (F0, F1), 32(R0)
	ADD   $32, R1
	SUBS  $8, R5
	BNE   columns
	RET

// func scaleAsm(v *float32, n int, s float32)
TEXT ·scaleAsm(SB), NOSPLIT, $0-20
	MOVD  v+0(FP), R0
	MOVD  n+8(FP), R5
	FMOVS s+16(FP), F16

eight:
	FLDPQ (R0), (F0, F1)
	FMULS4(16, 0, 0)
	FMULS4(16, 1, 1)
	FSTPQ.P (F0, F1), 32(R0)
	SUBS  $8, R5
	BNE   eight
	RET

// func softThresholdAsm(v *float32, n int, low, high float32)
TEXT ·softThresholdAsm(SB), NOSPLIT, $0-24
	MOVD  v+0(FP), R0
	MOVD  n+8(FP), R5
	FMOVS low+16(FP), F16
	FMOVS high+20(FP), F17
	VDUP  V16.S[0], V16.S4
	VDUP  V17.S[0], V17.S4

eight:
	FLDPQ (R0), (F0, F1)
	FMAX4(16, 0, 2)
	FMAX4(16, 1, 3)
	FMIN4(17, 2, 2)
	FMIN4(17, 3, 3)
	FSUB4(2, 0, 0)
	FSUB4(3, 1, 1)
	FSTPQ.P (F0, F1), 32(R0)
	SUBS  $8, R5
	BNE   eight
	RET

// The constants of Exp, in the order of their use, and 1.
DATA exp<>+0(SB)/4, $-87.0
DATA exp<>+4(SB)/4, $88.0
DATA exp<>+8(SB)/4, $1.44269504            // log₂e
DATA exp<>+12(SB)/4, $12582912.0           // round, 3<<22
DATA exp<>+16(SB)/4, $0.693359375          // ln2Hi
DATA exp<>+20(SB)/4, $-2.12194440e-4       // ln2Lo
DATA exp<>+24(SB)/4, $1.9875691500e-4
DATA exp<>+28(SB)/4, $1.3981999507e-3
DATA exp<>+32(SB)/4, $8.3334519073e-3
DATA exp<>+36(SB)/4, $4.1665795894e-2
DATA exp<>+40(SB)/4, $1.6666665459e-1
DATA exp<>+44(SB)/4, $5.0000001201e-1
DATA exp<>+48(SB)/4, $1.0
DATA exp<>+52(SB)/4, $0x80000000           // the sign
GLOBL exp<>(SB), RODATA|NOPTR, $56

// EXP makes e to the power of v of it, four lanes, in the steps of Exp: t is
// shifted, n becomes the polynomial. V16 to V28 are the constants. The two words
// shift t left by 23, as VSHL, and add 1.0 to it as integers, as VADD.
#define EXP(v, t, n) \
	FMAX4(16, v, v)  \
	FMIN4(17, v, v)  \
	FMUL4(18, v, t)  \
	FADD4(19, t, t)  \
	FSUB4(19, t, n)  \
	FMUL4(20, n, 6)  \
	FSUB4(6, v, v)   \
	FMUL4(21, n, 6)  \
	FSUB4(6, v, v)   \
	FMUL4(v, 22, n)  \
	FADD4(23, n, n)  \
	FMUL4(v, n, n)   \
	FADD4(24, n, n)  \
	FMUL4(v, n, n)   \
	FADD4(25, n, n)  \
	FMUL4(v, n, n)   \
	FADD4(26, n, n)  \
	FMUL4(v, n, n)   \
	FADD4(27, n, n)  \
	FMUL4(v, v, 6)   \
	FMUL4(6, n, n)   \
	FADD4(v, n, n)   \
	FADD4(28, n, n)  \
	WORD $(0x4F375400 | (t)<<5 | (t))             \
	WORD $(0x4EA08400 | 28<<16 | (t)<<5 | (t))    \
	FMUL4(t, n, v)

// func sigmoidAsm(a, z *float32, n int)
TEXT ·sigmoidAsm(SB), NOSPLIT, $0-24
	MOVD a+0(FP), R0
	MOVD z+8(FP), R1
	MOVD n+16(FP), R5
	MOVD $exp<>(SB), R3
	VLD1R.P 4(R3), [V16.S4]
	VLD1R.P 4(R3), [V17.S4]
	VLD1R.P 4(R3), [V18.S4]
	VLD1R.P 4(R3), [V19.S4]
	VLD1R.P 4(R3), [V20.S4]
	VLD1R.P 4(R3), [V21.S4]
	VLD1R.P 4(R3), [V22.S4]
	VLD1R.P 4(R3), [V23.S4]
	VLD1R.P 4(R3), [V24.S4]
	VLD1R.P 4(R3), [V25.S4]
	VLD1R.P 4(R3), [V26.S4]
	VLD1R.P 4(R3), [V27.S4]
	VLD1R.P 4(R3), [V28.S4]
	VLD1R.P 4(R3), [V29.S4]

eight:
	FLDPQ.P 32(R1), (F0, F1)
	VEOR    V29.B16, V0.B16, V0.B16
	VEOR    V29.B16, V1.B16, V1.B16
	EXP(0, 2, 3)
	EXP(1, 4, 5)

	// 1 / (1 + eᵛ)
	FADD4(28, 0, 0)
	FADD4(28, 1, 1)
	FDIV4(0, 28, 0)
	FDIV4(1, 28, 1)
	FSTPQ.P (F0, F1), 32(R0)
	SUBS    $8, R5
	BNE     eight
	RET

// func sigmoidPrimeAsm(d, a *float32, n int)
TEXT ·sigmoidPrimeAsm(SB), NOSPLIT, $0-24
	MOVD  d+0(FP), R0
	MOVD  a+8(FP), R1
	MOVD  n+16(FP), R5
	MOVD  $exp<>+48(SB), R3
	VLD1R (R3), [V28.S4]

eight:
	FLDPQ.P 32(R1), (F0, F1)
	FLDPQ   (R0), (F2, F3)
	FSUB4(0, 28, 4)
	FSUB4(1, 28, 5)
	FMUL4(4, 0, 0)
	FMUL4(5, 1, 1)
	FMUL4(0, 2, 2)
	FMUL4(1, 3, 3)
	FSTPQ.P (F2, F3), 32(R0)
	SUBS    $8, R5
	BNE     eight
	RET
