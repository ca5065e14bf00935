//go:build !noasm

#include "textflag.h"
#include "avx512_amd64.h"
#include "exp_amd64.h"

// Kernels that go through their vectors once, eight values at a time. Counts are
// multiples of eight.

// func repeatAsm(z, b *float32, stride, m int)
TEXT ·repeatAsm(SB), NOSPLIT, $0-32
	MOVQ z+0(FP), DI
	MOVQ b+8(FP), SI
	MOVQ stride+16(FP), R8
	MOVQ m+24(FP), CX

row:
	XORL AX, AX

columns:
	VMOVUPS (SI)(AX*4), Y0
	VMOVUPS Y0, (DI)(AX*4)
	ADDQ    $8, AX
	CMPQ    AX, R8
	JLT     columns
	LEAQ    (DI)(R8*4), DI
	DECQ    CX
	JNE     row
	VZEROUPPER
	RET

// func addRowsAsm(b, d *float32, stride, m int)
TEXT ·addRowsAsm(SB), NOSPLIT, $0-32
	MOVQ b+0(FP), DI
	MOVQ d+8(FP), SI
	MOVQ stride+16(FP), R8
	MOVQ m+24(FP), CX
	XORL AX, AX

columns:
	VMOVUPS (DI)(AX*4), Y0
	LEAQ    (SI)(AX*4), DX
	MOVQ    CX, BX

row:
	VADDPS  (DX), Y0, Y0
	LEAQ    (DX)(R8*4), DX
	DECQ    BX
	JNE     row
	VMOVUPS Y0, (DI)(AX*4)
	ADDQ    $8, AX
	CMPQ    AX, R8
	JLT     columns
	VZEROUPPER
	RET

// func scaleAsm(v *float32, n int, s float32)
TEXT ·scaleAsm(SB), NOSPLIT, $0-20
	MOVQ         v+0(FP), DI
	MOVQ         n+8(FP), CX
	VBROADCASTSS s+16(FP), Y1
	XORL         AX, AX

eight:
	VMULPS  (DI)(AX*4), Y1, Y0
	VMOVUPS Y0, (DI)(AX*4)
	ADDQ    $8, AX
	CMPQ    AX, CX
	JLT     eight
	VZEROUPPER
	RET

// func softThresholdAsm(v *float32, n int, low, high float32)
TEXT ·softThresholdAsm(SB), NOSPLIT, $0-24
	MOVQ         v+0(FP), DI
	MOVQ         n+8(FP), CX
	VBROADCASTSS low+16(FP), Y1
	VBROADCASTSS high+20(FP), Y2
	XORL         AX, AX

eight:
	// with v as the first operand of the machine's maximum and minimum, NaN stays NaN
	VMOVUPS (DI)(AX*4), Y0
	VMAXPS  Y0, Y1, Y3
	VMINPS  Y3, Y2, Y3
	VSUBPS  Y3, Y0, Y0
	VMOVUPS Y0, (DI)(AX*4)
	ADDQ    $8, AX
	CMPQ    AX, CX
	JLT     eight
	VZEROUPPER
	RET

// func sigmoidAsm(a, z *float32, n int)
TEXT ·sigmoidAsm(SB), NOSPLIT, $0-24
	AVX512(·sigmoid512)
	MOVQ         a+0(FP), DI
	MOVQ         z+8(FP), SI
	MOVQ         n+16(FP), CX
	VBROADCASTSS exp<>+12(SB), Y6
	VBROADCASTSS exp<>+16(SB), Y7
	VBROADCASTSS exp<>+20(SB), Y8
	VBROADCASTSS exp<>+28(SB), Y9
	VBROADCASTSS exp<>+32(SB), Y10
	VBROADCASTSS exp<>+36(SB), Y11
	VBROADCASTSS exp<>+40(SB), Y12
	VBROADCASTSS exp<>+44(SB), Y13
	VBROADCASTSS exp<>+48(SB), Y14
	VBROADCASTSS exp<>+52(SB), Y15
	XORL         AX, AX
	JMP          test

eight:
	// v = −z within −87 and 88; with v as the first operand of the machine's
	// minimum and maximum, NaN stays NaN.
	VXORPS       (SI)(AX*4), Y15, Y0
	VBROADCASTSS exp<>+0(SB), Y1
	VMAXPS       Y0, Y1, Y0
	VBROADCASTSS exp<>+4(SB), Y1
	VMINPS       Y0, Y1, Y0

	// eᵛ = 2ⁿ·eʳ: shifted is Y1, n is Y2, r is Y0
	VBROADCASTSS exp<>+8(SB), Y1
	VMULPS       Y1, Y0, Y1
	VADDPS       Y6, Y1, Y1
	VSUBPS       Y6, Y1, Y2
	VMULPS       Y7, Y2, Y3
	VSUBPS       Y3, Y0, Y0
	VMULPS       Y8, Y2, Y3
	VSUBPS       Y3, Y0, Y0

	// the polynomial is Y2
	VBROADCASTSS exp<>+24(SB), Y2
	VMULPS       Y0, Y2, Y2
	VADDPS       Y9, Y2, Y2
	VMULPS       Y0, Y2, Y2
	VADDPS       Y10, Y2, Y2
	VMULPS       Y0, Y2, Y2
	VADDPS       Y11, Y2, Y2
	VMULPS       Y0, Y2, Y2
	VADDPS       Y12, Y2, Y2
	VMULPS       Y0, Y2, Y2
	VADDPS       Y13, Y2, Y2
	VMULPS       Y0, Y0, Y3
	VMULPS       Y3, Y2, Y2
	VADDPS       Y0, Y2, Y2
	VADDPS       Y14, Y2, Y2

	// 1 / (1 + eᵛ)
	VPSLLD  $23, Y1, Y1
	VPADDD  Y14, Y1, Y1 // 1.0 is 0x3f800000
	VMULPS  Y1, Y2, Y2
	VADDPS  Y14, Y2, Y2
	VDIVPS  Y2, Y14, Y2
	VMOVUPS Y2, (DI)(AX*4)
	ADDQ    $8, AX

test:
	CMPQ AX, CX
	JLT  eight
	VZEROUPPER
	RET

// func sigmoidPrimeAsm(d, a *float32, n int)
TEXT ·sigmoidPrimeAsm(SB), NOSPLIT, $0-24
	AVX512(·sigmoidPrime512)
	MOVQ         d+0(FP), DI
	MOVQ         a+8(FP), SI
	MOVQ         n+16(FP), CX
	VBROADCASTSS exp<>+48(SB), Y14
	XORL         AX, AX
	JMP          test

eight:
	VMOVUPS (SI)(AX*4), Y0
	VSUBPS  Y0, Y14, Y1
	VMULPS  Y1, Y0, Y0
	VMULPS  (DI)(AX*4), Y0, Y0
	VMOVUPS Y0, (DI)(AX*4)
	ADDQ    $8, AX

test:
	CMPQ AX, CX
	JLT  eight
	VZEROUPPER
	RET
