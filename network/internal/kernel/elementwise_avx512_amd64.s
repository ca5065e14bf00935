//go:build !noasm

#include "textflag.h"
#include "exp_amd64.h"

// The kernels of elementwise_amd64.s in 512 bits: sixteen values at a time, those in K7, which
// are all but for eight at the end.

// func sigmoid512(a, z *float32, n int)
TEXT ·sigmoid512(SB), NOSPLIT, $0-24
	MOVQ         a+0(FP), DI
	MOVQ         z+8(FP), SI
	MOVQ         n+16(FP), CX
	VBROADCASTSS exp<>+0(SB), Z16
	VBROADCASTSS exp<>+4(SB), Z17
	VBROADCASTSS exp<>+8(SB), Z18
	VBROADCASTSS exp<>+12(SB), Z19
	VBROADCASTSS exp<>+16(SB), Z20
	VBROADCASTSS exp<>+20(SB), Z21
	VBROADCASTSS exp<>+24(SB), Z22
	VBROADCASTSS exp<>+28(SB), Z23
	VBROADCASTSS exp<>+32(SB), Z24
	VBROADCASTSS exp<>+36(SB), Z25
	VBROADCASTSS exp<>+40(SB), Z26
	VBROADCASTSS exp<>+44(SB), Z27
	VBROADCASTSS exp<>+48(SB), Z28
	VPBROADCASTD exp<>+52(SB), Z29
	KXNORW       K7, K7, K7
	XORL         AX, AX
	SUBQ         $16, CX
	JLT          eight

sixteen:
	// v = −z within −87 and 88; with v as the first operand of the machine's
	// minimum and maximum, NaN stays NaN.
	VMOVUPS.Z (SI)(AX*4), K7, Z0
	VPXORD    Z29, Z0, Z0
	VMAXPS    Z0, Z16, Z0
	VMINPS    Z0, Z17, Z0

	// eᵛ = 2ⁿ·eʳ: shifted is Z1, n is Z2, r is Z0
	VMULPS Z18, Z0, Z1
	VADDPS Z19, Z1, Z1
	VSUBPS Z19, Z1, Z2
	VMULPS Z20, Z2, Z3
	VSUBPS Z3, Z0, Z0
	VMULPS Z21, Z2, Z3
	VSUBPS Z3, Z0, Z0

	// the polynomial is Z2
	VMULPS Z0, Z22, Z2
	VADDPS Z23, Z2, Z2
	VMULPS Z0, Z2, Z2
	VADDPS Z24, Z2, Z2
	VMULPS Z0, Z2, Z2
	VADDPS Z25, Z2, Z2
	VMULPS Z0, Z2, Z2
	VADDPS Z26, Z2, Z2
	VMULPS Z0, Z2, Z2
	VADDPS Z27, Z2, Z2
	VMULPS Z0, Z0, Z3
	VMULPS Z3, Z2, Z2
	VADDPS Z0, Z2, Z2
	VADDPS Z28, Z2, Z2

	// 1 / (1 + eᵛ)
	VPSLLD  $23, Z1, Z1
	VPADDD  Z28, Z1, Z1 // 1.0 is 0x3f800000
	VMULPS  Z1, Z2, Z2
	VADDPS  Z28, Z2, Z2
	VDIVPS  Z2, Z28, Z2
	VMOVUPS Z2, K7, (DI)(AX*4)
	ADDQ    $16, AX
	CMPQ    AX, CX
	JLE     sixteen

eight:
	ADDQ     $8, CX
	KSHIFTRW $8, K7, K7
	CMPQ     AX, CX
	JEQ      sixteen
	VZEROUPPER
	RET

// func sigmoidPrime512(d, a *float32, n int)
TEXT ·sigmoidPrime512(SB), NOSPLIT, $0-24
	MOVQ         d+0(FP), DI
	MOVQ         a+8(FP), SI
	MOVQ         n+16(FP), CX
	VBROADCASTSS exp<>+48(SB), Z14
	KXNORW       K7, K7, K7
	XORL         AX, AX
	SUBQ         $16, CX
	JLT          eight

sixteen:
	VMOVUPS.Z (SI)(AX*4), K7, Z0
	VMOVUPS.Z (DI)(AX*4), K7, Z2
	VSUBPS    Z0, Z14, Z1
	VMULPS    Z1, Z0, Z0
	VMULPS    Z2, Z0, Z0
	VMOVUPS   Z0, K7, (DI)(AX*4)
	ADDQ      $16, AX
	CMPQ      AX, CX
	JLE       sixteen

eight:
	ADDQ     $8, CX
	KSHIFTRW $8, K7, K7
	CMPQ     AX, CX
	JEQ      sixteen
	VZEROUPPER
	RET
