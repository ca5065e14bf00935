//go:build !noasm

#include "textflag.h"
#include "avx512_amd64.h"

// Tiny
DATA tiny<>+0(SB)/4, $1e-25
GLOBL tiny<>(SB), RODATA|NOPTR, $4

// The dense passes of the optimisers. Registers, in all of them:
//
//	DI  w
//	SI  g, which becomes zero (Y15); Tiny is Y14
//	DX  the first state, BX the second
//	CX  the number of values, a multiple of eight
//	AX  the next value

// func momentumAsm(w, grad, v *float32, n int, rate, momentum float32)
TEXT ·momentumAsm(SB), NOSPLIT, $0-40
	AVX512(·momentum512)
	MOVQ         w+0(FP), DI
	MOVQ         grad+8(FP), SI
	MOVQ         v+16(FP), DX
	MOVQ         n+24(FP), CX
	VBROADCASTSS rate+32(FP), Y8
	VBROADCASTSS momentum+36(FP), Y9
	VBROADCASTSS tiny<>(SB), Y14
	VXORPS       Y15, Y15, Y15
	XORL         AX, AX
	JMP          test

eight:
	VMULPS  (SI)(AX*4), Y8, Y0
	VMOVUPS Y15, (SI)(AX*4)
	VMULPS  (DX)(AX*4), Y9, Y1
	VSUBPS  Y0, Y1, Y1
	VADDPS  Y14, Y1, Y1
	VSUBPS  Y14, Y1, Y1
	VMOVUPS Y1, (DX)(AX*4)
	VADDPS  (DI)(AX*4), Y1, Y1
	VMOVUPS Y1, (DI)(AX*4)
	ADDQ    $8, AX

test:
	CMPQ AX, CX
	JLT  eight
	VZEROUPPER
	RET

// func nesterovAsm(w, grad, v *float32, n int, rate, momentum float32)
TEXT ·nesterovAsm(SB), NOSPLIT, $0-40
	AVX512(·nesterov512)
	MOVQ         w+0(FP), DI
	MOVQ         grad+8(FP), SI
	MOVQ         v+16(FP), DX
	MOVQ         n+24(FP), CX
	VBROADCASTSS rate+32(FP), Y8
	VBROADCASTSS momentum+36(FP), Y9
	VBROADCASTSS tiny<>(SB), Y14
	VXORPS       Y15, Y15, Y15
	XORL         AX, AX
	JMP          test

eight:
	VMULPS  (SI)(AX*4), Y8, Y0
	VMOVUPS Y15, (SI)(AX*4)
	VMULPS  (DX)(AX*4), Y9, Y1
	VSUBPS  Y0, Y1, Y1
	VADDPS  Y14, Y1, Y1
	VSUBPS  Y14, Y1, Y1
	VMOVUPS Y1, (DX)(AX*4)
	VMULPS  Y1, Y9, Y1
	VSUBPS  Y0, Y1, Y1
	VADDPS  (DI)(AX*4), Y1, Y1
	VMOVUPS Y1, (DI)(AX*4)
	ADDQ    $8, AX

test:
	CMPQ AX, CX
	JLT  eight
	VZEROUPPER
	RET

// func rmsPropAsm(w, grad, square *float32, n int, rate, keep, fresh, epsilon float32)
//
// Where g is zero, as it is for the pixels that the mini-batch leaves blank, there is
// no step, and no root nor quotient to wait for: rate and epsilon are positive.
TEXT ·rmsPropAsm(SB), NOSPLIT, $0-48
	AVX512(·rmsProp512)
	MOVQ         w+0(FP), DI
	MOVQ         grad+8(FP), SI
	MOVQ         square+16(FP), DX
	MOVQ         n+24(FP), CX
	VBROADCASTSS rate+32(FP), Y8
	VBROADCASTSS keep+36(FP), Y9
	VBROADCASTSS fresh+40(FP), Y10
	VBROADCASTSS epsilon+44(FP), Y11
	VBROADCASTSS tiny<>(SB), Y14
	VXORPS       Y15, Y15, Y15
	XORL         AX, AX
	JMP          test

eight:
	VMOVUPS (SI)(AX*4), Y0
	VMOVUPS Y15, (SI)(AX*4)
	VMULPS  Y0, Y0, Y1
	VMULPS  Y1, Y10, Y1
	VMULPS  (DX)(AX*4), Y9, Y2
	VADDPS  Y1, Y2, Y2
	VADDPS  Y14, Y2, Y2
	VSUBPS  Y14, Y2, Y2
	VMOVUPS Y2, (DX)(AX*4)
	VPTEST  Y0, Y0
	JEQ     still

step:
	VSQRTPS Y2, Y2
	VADDPS  Y11, Y2, Y2
	VMULPS  Y0, Y8, Y0
	VDIVPS  Y2, Y0, Y0
	VMOVUPS (DI)(AX*4), Y3
	VSUBPS  Y0, Y3, Y3
	VMOVUPS Y3, (DI)(AX*4)

next:
	ADDQ $8, AX

test:
	CMPQ AX, CX
	JLT  eight
	VZEROUPPER
	RET

still:
	VCMPPS    $0x1d, Y15, Y2, Y4 // square ≥ 0, and so no NaN
	VMOVMSKPS Y4, R8
	CMPL      R8, $0xff
	JEQ       next
	JMP       step

// func adamAsm(w, grad, mean, square *float32, n int, rate, keep1, fresh1, keep2, fresh2, epsilon float32)
//
// Where the mean is zero, there is no step; see rmsPropAsm.
TEXT ·adamAsm(SB), NOSPLIT, $0-64
	AVX512(·adam512)
	MOVQ         w+0(FP), DI
	MOVQ         grad+8(FP), SI
	MOVQ         mean+16(FP), DX
	MOVQ         square+24(FP), BX
	MOVQ         n+32(FP), CX
	VBROADCASTSS rate+40(FP), Y8
	VBROADCASTSS keep1+44(FP), Y9
	VBROADCASTSS fresh1+48(FP), Y10
	VBROADCASTSS keep2+52(FP), Y11
	VBROADCASTSS fresh2+56(FP), Y12
	VBROADCASTSS epsilon+60(FP), Y13
	VBROADCASTSS tiny<>(SB), Y14
	VXORPS       Y15, Y15, Y15
	XORL         AX, AX
	JMP          test

eight:
	VMOVUPS (SI)(AX*4), Y0
	VMOVUPS Y15, (SI)(AX*4)

	// the means of g and of its square
	VMULPS  (DX)(AX*4), Y9, Y1
	VMULPS  Y0, Y10, Y2
	VADDPS  Y2, Y1, Y1
	VADDPS  Y14, Y1, Y1
	VSUBPS  Y14, Y1, Y1
	VMOVUPS Y1, (DX)(AX*4)
	VMULPS  Y0, Y0, Y0
	VMULPS  Y0, Y12, Y0
	VMULPS  (BX)(AX*4), Y11, Y2
	VADDPS  Y0, Y2, Y2
	VADDPS  Y14, Y2, Y2
	VSUBPS  Y14, Y2, Y2
	VMOVUPS Y2, (BX)(AX*4)

	VPTEST  Y1, Y1
	JEQ     still

step:
	VSQRTPS Y2, Y2
	VADDPS  Y13, Y2, Y2
	VMULPS  Y1, Y8, Y1
	VDIVPS  Y2, Y1, Y1
	VMOVUPS (DI)(AX*4), Y3
	VSUBPS  Y1, Y3, Y3
	VMOVUPS Y3, (DI)(AX*4)

next:
	ADDQ $8, AX

test:
	CMPQ AX, CX
	JLT  eight
	VZEROUPPER
	RET

still:
	VCMPPS    $0x1d, Y15, Y2, Y4
	VMOVMSKPS Y4, R8
	CMPL      R8, $0xff
	JEQ       next
	JMP       step

// func addScaledAsm(grad, w *float32, n int, s float32)
TEXT ·addScaledAsm(SB), NOSPLIT, $0-28
	AVX512(·addScaled512)
	MOVQ         grad+0(FP), SI
	MOVQ         w+8(FP), DI
	MOVQ         n+16(FP), CX
	VBROADCASTSS s+24(FP), Y8
	XORL         AX, AX
	JMP          test

eight:
	VMULPS  (DI)(AX*4), Y8, Y0
	VADDPS  (SI)(AX*4), Y0, Y0
	VMOVUPS Y0, (SI)(AX*4)
	ADDQ    $8, AX

test:
	CMPQ AX, CX
	JLT  eight
	VZEROUPPER
	RET

// func addSignsAsm(grad, w *float32, n int, low, high, huge float32)
TEXT ·addSignsAsm(SB), NOSPLIT, $0-36
	AVX512(·addSigns512)
	MOVQ         grad+0(FP), SI
	MOVQ         w+8(FP), DI
	MOVQ         n+16(FP), CX
	VBROADCASTSS low+24(FP), Y8
	VBROADCASTSS high+28(FP), Y9
	VBROADCASTSS huge+32(FP), Y10
	XORL         AX, AX
	JMP          test

eight:
	// with the weight as the first operand of maximum and minimum, NaN stays NaN
	VMULPS  (DI)(AX*4), Y10, Y0
	VMAXPS  Y0, Y8, Y0
	VMINPS  Y0, Y9, Y0
	VADDPS  (SI)(AX*4), Y0, Y0
	VMOVUPS Y0, (SI)(AX*4)
	ADDQ    $8, AX

test:
	CMPQ AX, CX
	JLT  eight
	VZEROUPPER
	RET
