//go:build !noasm

#include "textflag.h"

// Tiny
DATA tiny<>+0(SB)/4, $1e-25
GLOBL tiny<>(SB), RODATA|NOPTR, $4

// The kernels of optimize_amd64.s in 512 bits, with its registers: sixteen values at a time,
// those in K7, which are all but for eight at the end.

// BEGIN makes constants, and jumps to the loop's test.
#define BEGIN \
	VBROADCASTSS tiny<>(SB), Z14 \
	VPXORD       Z15, Z15, Z15   \
	KXNORW       K7, K7, K7      \
	XORL         AX, AX          \
	SUBQ         $16, CX         \
	JMP          test

// END goes on with the next sixteen, with the last eight, or returns.
#define END(sixteen, test) \
	ADDQ  $16, AX     \
test:               \
	CMPQ  AX, CX      \
	JLE   sixteen     \
	ADDQ  $8, CX      \
	KSHIFTRW $8, K7, K7 \
	CMPQ  AX, CX      \
	JEQ   sixteen     \
	VZEROUPPER        \
	RET

// func momentum512(w, grad, v *float32, n int, rate, momentum float32)
TEXT ·momentum512(SB), NOSPLIT, $0-40
	MOVQ         w+0(FP), DI
	MOVQ         grad+8(FP), SI
	MOVQ         v+16(FP), DX
	MOVQ         n+24(FP), CX
	VBROADCASTSS rate+32(FP), Z8
	VBROADCASTSS momentum+36(FP), Z9
	BEGIN

sixteen:
	VMOVUPS.Z (SI)(AX*4), K7, Z0
	VMOVUPS.Z (DX)(AX*4), K7, Z1
	VMOVUPS.Z (DI)(AX*4), K7, Z2
	VMULPS    Z0, Z8, Z0
	VMOVUPS   Z15, K7, (SI)(AX*4)
	VMULPS    Z1, Z9, Z1
	VSUBPS    Z0, Z1, Z1
	VADDPS    Z14, Z1, Z1
	VSUBPS    Z14, Z1, Z1
	VMOVUPS   Z1, K7, (DX)(AX*4)
	VADDPS    Z2, Z1, Z1
	VMOVUPS   Z1, K7, (DI)(AX*4)
	END(sixteen, test)

// func nesterov512(w, grad, v *float32, n int, rate, momentum float32)
TEXT ·nesterov512(SB), NOSPLIT, $0-40
	MOVQ         w+0(FP), DI
	MOVQ         grad+8(FP), SI
	MOVQ         v+16(FP), DX
	MOVQ         n+24(FP), CX
	VBROADCASTSS rate+32(FP), Z8
	VBROADCASTSS momentum+36(FP), Z9
	BEGIN

sixteen:
	VMOVUPS.Z (SI)(AX*4), K7, Z0
	VMOVUPS.Z (DX)(AX*4), K7, Z1
	VMOVUPS.Z (DI)(AX*4), K7, Z2
	VMULPS    Z0, Z8, Z0
	VMOVUPS   Z15, K7, (SI)(AX*4)
	VMULPS    Z1, Z9, Z1
	VSUBPS    Z0, Z1, Z1
	VADDPS    Z14, Z1, Z1
	VSUBPS    Z14, Z1, Z1
	VMOVUPS   Z1, K7, (DX)(AX*4)
	VMULPS    Z1, Z9, Z1
	VSUBPS    Z0, Z1, Z1
	VADDPS    Z2, Z1, Z1
	VMOVUPS   Z1, K7, (DI)(AX*4)
	END(sixteen, test)

// func rmsProp512(w, grad, square *float32, n int, rate, keep, fresh, epsilon float32)
TEXT ·rmsProp512(SB), NOSPLIT, $0-48
	MOVQ         w+0(FP), DI
	MOVQ         grad+8(FP), SI
	MOVQ         square+16(FP), DX
	MOVQ         n+24(FP), CX
	VBROADCASTSS rate+32(FP), Z8
	VBROADCASTSS keep+36(FP), Z9
	VBROADCASTSS fresh+40(FP), Z10
	VBROADCASTSS epsilon+44(FP), Z11
	BEGIN

sixteen:
	VMOVUPS.Z (SI)(AX*4), K7, Z0
	VMOVUPS.Z (DX)(AX*4), K7, Z2
	VMOVUPS   Z15, K7, (SI)(AX*4)
	VMULPS    Z0, Z0, Z1
	VMULPS    Z1, Z10, Z1
	VMULPS    Z2, Z9, Z2
	VADDPS    Z1, Z2, Z2
	VADDPS    Z14, Z2, Z2
	VSUBPS    Z14, Z2, Z2
	VMOVUPS   Z2, K7, (DX)(AX*4)
	VPTESTMD  Z0, Z0, K1
	VCMPPS    $0x19, Z15, Z2, K2 // not square ≥ 0, and so perhaps NaN
	KORTESTW  K1, K2
	JEQ       next
	VSQRTPS   Z2, Z2
	VADDPS    Z11, Z2, Z2
	VMULPS    Z0, Z8, Z0
	VDIVPS    Z2, Z0, Z0
	VMOVUPS.Z (DI)(AX*4), K7, Z3
	VSUBPS    Z0, Z3, Z3
	VMOVUPS   Z3, K7, (DI)(AX*4)

next:
	END(sixteen, test)

// func adam512(w, grad, mean, square *float32, n int, rate, keep1, fresh1, keep2, fresh2, epsilon float32)
TEXT ·adam512(SB), NOSPLIT, $0-64
	MOVQ         w+0(FP), DI
	MOVQ         grad+8(FP), SI
	MOVQ         mean+16(FP), DX
	MOVQ         square+24(FP), BX
	MOVQ         n+32(FP), CX
	VBROADCASTSS rate+40(FP), Z8
	VBROADCASTSS keep1+44(FP), Z9
	VBROADCASTSS fresh1+48(FP), Z10
	VBROADCASTSS keep2+52(FP), Z11
	VBROADCASTSS fresh2+56(FP), Z12
	VBROADCASTSS epsilon+60(FP), Z13
	BEGIN

sixteen:
	VMOVUPS.Z (SI)(AX*4), K7, Z0
	VMOVUPS.Z (DX)(AX*4), K7, Z1
	VMOVUPS.Z (BX)(AX*4), K7, Z2
	VMOVUPS   Z15, K7, (SI)(AX*4)

	// the means of g and of its square
	VMULPS  Z1, Z9, Z1
	VMULPS  Z0, Z10, Z3
	VADDPS  Z3, Z1, Z1
	VADDPS  Z14, Z1, Z1
	VSUBPS  Z14, Z1, Z1
	VMOVUPS Z1, K7, (DX)(AX*4)
	VMULPS  Z0, Z0, Z0
	VMULPS  Z0, Z12, Z0
	VMULPS  Z2, Z11, Z2
	VADDPS  Z0, Z2, Z2
	VADDPS  Z14, Z2, Z2
	VSUBPS  Z14, Z2, Z2
	VMOVUPS Z2, K7, (BX)(AX*4)

	VPTESTMD  Z1, Z1, K1
	VCMPPS    $0x19, Z15, Z2, K2
	KORTESTW  K1, K2
	JEQ       next
	VSQRTPS   Z2, Z2
	VADDPS    Z13, Z2, Z2
	VMULPS    Z1, Z8, Z1
	VDIVPS    Z2, Z1, Z1
	VMOVUPS.Z (DI)(AX*4), K7, Z3
	VSUBPS    Z1, Z3, Z3
	VMOVUPS   Z3, K7, (DI)(AX*4)

next:
	END(sixteen, test)

// func addScaled512(grad, w *float32, n int, s float32)
TEXT ·addScaled512(SB), NOSPLIT, $0-28
	MOVQ         grad+0(FP), SI
	MOVQ         w+8(FP), DI
	MOVQ         n+16(FP), CX
	VBROADCASTSS s+24(FP), Z8
	BEGIN

sixteen:
	VMOVUPS.Z (DI)(AX*4), K7, Z0
	VMOVUPS.Z (SI)(AX*4), K7, Z1
	VMULPS    Z0, Z8, Z0
	VADDPS    Z1, Z0, Z0
	VMOVUPS   Z0, K7, (SI)(AX*4)
	END(sixteen, test)

// func addSigns512(grad, w *float32, n int, low, high, huge float32)
TEXT ·addSigns512(SB), NOSPLIT, $0-36
	MOVQ         grad+0(FP), SI
	MOVQ         w+8(FP), DI
	MOVQ         n+16(FP), CX
	VBROADCASTSS low+24(FP), Z8
	VBROADCASTSS high+28(FP), Z9
	VBROADCASTSS huge+32(FP), Z10
	BEGIN

sixteen:
	// the weight is the first operand of maximum and minimum, so NaN stays NaN
	VMOVUPS.Z (DI)(AX*4), K7, Z0
	VMOVUPS.Z (SI)(AX*4), K7, Z1
	VMULPS    Z0, Z10, Z0
	VMAXPS    Z0, Z8, Z0
	VMINPS    Z0, Z9, Z0
	VADDPS    Z1, Z0, Z0
	VMOVUPS   Z0, K7, (SI)(AX*4)
	END(sixteen, test)
