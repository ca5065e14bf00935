//go:build !noasm

#include "textflag.h"

// Tiny
DATA tiny<>+0(SB)/4, $1e-25
GLOBL tiny<>(SB), RODATA|NOPTR, $4

// The kernels of optimize_amd64.s in 512 bits, with its registers: sixteen values at a time.
// CX becomes the last that a sixteen may begin with.

// BEGIN makes constants.
#define BEGIN \
	VBROADCASTSS tiny<>(SB), Z14 \
	VPXORD       Z15, Z15, Z15   \
	XORL         AX, AX          \
	SUBQ         $16, CX

// END goes on with the next sixteen, or returns.
#define END(sixteen, test) \
	ADDQ $16, AX \
test:             \
	CMPQ AX, CX  \
	JLE  sixteen \
	VZEROUPPER   \
	RET

// VELOCITY makes Z1 the new velocity, Z0 the rate times the gradient, and Z2 the weights. The
// gradient becomes zero. Where it is, nothing is written: what is written has to go back to the
// second cache.
#define VELOCITY \
	VMOVUPS  (SI)(AX*4), Z0  \
	VMOVUPS  (DX)(AX*4), Z1  \
	VMOVUPS  (DI)(AX*4), Z2  \
	VPTESTMD Z0, Z0, K1      \
	KORTESTW K1, K1          \
	JEQ      clear           \
	VMOVUPS  Z15, (SI)(AX*4) \
clear:                        \
	VMULPS   Z0, Z8, Z0      \
	VMULPS   Z1, Z9, Z1      \
	VSUBPS   Z0, Z1, Z1      \
	VADDPS   Z14, Z1, Z1     \
	VSUBPS   Z14, Z1, Z1     \
	VMOVUPS  Z1, (DX)(AX*4)

// MIDDLE goes on with what follows, or ends.
#define MIDDLE(next, end) \
next:            \
	ADDQ $16, AX \
	CMPQ AX, CX  \
	JGT  end

// func momentum512(w, grad, v *float32, n int, rate, momentum float32)
TEXT ·momentum512(SB), NOSPLIT, $0-40
	MOVQ         w+0(FP), DI
	MOVQ         grad+8(FP), SI
	MOVQ         v+16(FP), DX
	MOVQ         n+24(FP), CX
	VBROADCASTSS rate+32(FP), Z8
	VBROADCASTSS momentum+36(FP), Z9
	BEGIN
	JMP          test

sixteen:
	VELOCITY
	VADDPS  Z2, Z1, Z1
	VMOVUPS Z1, (DI)(AX*4)
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
	JMP          test

sixteen:
	VELOCITY
	VMULPS  Z1, Z9, Z1
	VSUBPS  Z0, Z1, Z1
	VADDPS  Z2, Z1, Z1
	VMOVUPS Z1, (DI)(AX*4)
	END(sixteen, test)

// Root and quotient of a vector keep the divider for 22 cycles on Intel's Granite Rapids, 12 and
// 10, while the units that multiply have little to do. So some vectors have their quotients
// from these, by Newton's and Markstein's method, with the very bits of a division; the others
// divide, so that neither unit waits for the other.
//
// QUOTIENT makes Z5 the quotient of a = Z1 and b = Z2, rounded to nearest, where a is 0 or of a
// size from 2⁻⁶³ to 2⁶⁴, and b is from 2⁻⁶⁰ to 2⁵¹, so that nothing overflows and all that is
// called exact below is; a = −0 it takes for 0. Let the quotient be in [1, 2), b, too, and u be
// the last place of the quotient, 2⁻²³; m is its nearest midpoint of two neighbours.
//
//	y  near 1/b, by 2⁻¹⁴ of it at most, and larger by 1.5·2⁻¹⁴
//	e  1 − b·y: |e| < 2.5·2⁻¹⁴, and e < 0; rounded, by 2⁻³⁶ at most
//	q  a·y + (a − b·(a·y))·y, which is off by e²·a/b, less than 0.4 u, and rounded, so that
//	   |a/b − q| < u; it is in [1, 2], as a/b is 1 or at least 1 + u/2
//	r  a − b·q, which is exact: a multiple of 2⁻⁴⁶, less than 2 u
//	s  r·(1 + e), rounded
//
// The last step rounds q + s·y, and s·y = (a/b − q)·(1 − h), where |h| is at most e² + 2⁻³⁵ and what
// s was rounded off by. It gives the right bits unless it is on the other side of m than a/b. That
// a/b is at least j·u·2⁻²⁴/b away from m, where j = 1, 2, …, for a·2²⁴ − b·m·2²⁴ is a multiple of
// 2⁻²³ other than 0. If it is near m, then |a/b − q| is u/2 and hardly more, so |h| < 2j·2⁻²⁴/b is enough.
// For j ≥ 2 it is, as |h| < 1.4·2⁻²⁴. For j = 1, |r| is b·u/2 to within u·2⁻²⁴; as e < 0, s is
// no larger than u, and so rounded off by 2⁻²⁴/b of it at most: |h| < 2⁻²⁴/b + 0.4·2⁻²⁴, and
// 0.4 < 1/b. See Cornea, Harrison and Tang, Scientific Computing on Itanium-based Systems, 2002,
// chapter 8, for proofs of this kind; here y is as rough as it is, without a step of Newton's.
#define QUOTIENT \
	VRCP14PS     Z2, Z4     \
	VMULPS       Z4, Z20, Z4 \
	VMOVAPS      Z19, Z6    \
	VMOVAPS      Z1, Z7     \
	VMULPS       Z4, Z1, Z5 \
	VFNMADD231PS Z4, Z2, Z6 \
	VFNMADD231PS Z5, Z2, Z7 \
	VFMADD231PS  Z4, Z7, Z5 \
	VFNMADD231PS Z5, Z2, Z1 \
	VFMADD213PS  Z1, Z1, Z6 \
	VFMADD231PS  Z4, Z6, Z5

// QUOTIENTS makes the constants of STEP: what is added to a, so that it has the bit of Z17 if
// it is in QUOTIENT's range, 2¹⁰⁰, 1, and 1 + 1.5·2⁻¹⁴.
#define QUOTIENTS \
	MOVL         $0x20000000, R8 \
	VPBROADCASTD R8, Z16         \
	MOVL         $0x40000000, R8 \
	VPBROADCASTD R8, Z17         \
	MOVL         $0x71800000, R8 \
	VPBROADCASTD R8, Z18         \
	MOVL         $0x3f800000, R8 \
	VPBROADCASTD R8, Z19         \
	MOVL         $0x3f800300, R8 \
	VPBROADCASTD R8, Z20

// STEP begins a step along v, whose mean square is Z2: K1 are the values of v other than 0. Where
// there are none, there is nothing to be done. K2 are squares beyond 2¹⁰⁰, and what is
// not a number. Z1 becomes rate·v, Z2 the root and epsilon.
#define STEP(v, epsilon, next) \
	VPTESTMD v, v, K1          \
	VPCMPUD  $6, Z18, Z2, K2   \
	KORTESTW K1, K2            \
	JEQ      next              \
	VSQRTPS  Z2, Z2            \
	VMULPS   v, Z8, Z1         \
	VADDPS   epsilon, Z2, Z2

// MULTIPLY makes Z5 their quotient, by a division where one is not in QUOTIENT's range.
#define MULTIPLY(divide) \
	VPADDD    Z16, Z1, Z3     \
	VPTESTNMD Z17, Z3, K1, K3 \
	KORTESTW  K2, K3          \
	JNE       divide          \
	QUOTIENT

// MOVE subtracts the quotient from w.
#define MOVE \
	VMOVUPS (DI)(AX*4), Z3 \
	VSUBPS  Z5, Z3, Z3     \
	VMOVUPS Z3, (DI)(AX*4)

#define DIVIDE \
	VDIVPS Z2, Z1, Z5 \
	MOVE

// SQUARE makes Z0 the gradient and Z2 the mean of its squares. A gradient of 0 can stay.
#define SQUARE \
	VMOVUPS (SI)(AX*4), Z0 \
	VMOVUPS (DX)(AX*4), Z2 \
	VMULPS  Z0, Z0, Z1     \
	VMULPS  Z1, Z10, Z1    \
	VMULPS  Z2, Z9, Z2     \
	VADDPS  Z1, Z2, Z2     \
	VADDPS  Z14, Z2, Z2    \
	VSUBPS  Z14, Z2, Z2    \
	VMOVUPS Z2, (DX)(AX*4)

// func rmsProp512(w, grad, square *float32, n int, rate, keep, fresh, epsilon float32)
//
// Of three quotients one is a division.
TEXT ·rmsProp512(SB), NOSPLIT, $0-48
	MOVQ         w+0(FP), DI
	MOVQ         grad+8(FP), SI
	MOVQ         square+16(FP), DX
	MOVQ         n+24(FP), CX
	VBROADCASTSS rate+32(FP), Z8
	VBROADCASTSS keep+36(FP), Z9
	VBROADCASTSS fresh+40(FP), Z10
	VBROADCASTSS epsilon+44(FP), Z11
	QUOTIENTS
	BEGIN
	JMP          test

first:
	SQUARE
	STEP(Z0, Z11, second)
	VMOVUPS Z15, (SI)(AX*4)
	MULTIPLY(divideFirst)
	MOVE
	MIDDLE(second, end)
	SQUARE
	STEP(Z0, Z11, third)
	VMOVUPS Z15, (SI)(AX*4)
	MULTIPLY(divideSecond)
	MOVE
	MIDDLE(third, end)
	SQUARE
	STEP(Z0, Z11, next)
	VMOVUPS Z15, (SI)(AX*4)
	DIVIDE

next:
	END(first, test)

end:
	VZEROUPPER
	RET

divideFirst:
	DIVIDE
	JMP second

divideSecond:
	DIVIDE
	JMP third

// MEANS makes Z1 the mean of the gradient and Z2 that of its squares.
#define MEANS \
	VMOVUPS (SI)(AX*4), Z0  \
	VMOVUPS (DX)(AX*4), Z1  \
	VMOVUPS (BX)(AX*4), Z2  \
	VMOVUPS Z15, (SI)(AX*4) \
	VMULPS  Z1, Z9, Z1      \
	VMULPS  Z0, Z10, Z3     \
	VADDPS  Z3, Z1, Z1      \
	VADDPS  Z14, Z1, Z1     \
	VSUBPS  Z14, Z1, Z1     \
	VMOVUPS Z1, (DX)(AX*4)  \
	VMULPS  Z0, Z0, Z0      \
	VMULPS  Z0, Z12, Z0     \
	VMULPS  Z2, Z11, Z2     \
	VADDPS  Z0, Z2, Z2      \
	VADDPS  Z14, Z2, Z2     \
	VSUBPS  Z14, Z2, Z2     \
	VMOVUPS Z2, (BX)(AX*4)

// func adam512(w, grad, mean, square *float32, n int, rate, keep1, fresh1, keep2, fresh2, epsilon float32)
//
// Of two quotients one is a division.
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
	QUOTIENTS
	BEGIN
	JMP          test

first:
	MEANS
	STEP(Z1, Z13, second)
	MULTIPLY(divide)
	MOVE
	MIDDLE(second, end)
	MEANS
	STEP(Z1, Z13, next)
	DIVIDE

next:
	END(first, test)

end:
	VZEROUPPER
	RET

divide:
	DIVIDE
	JMP second

// func addScaled512(grad, w *float32, n int, s float32)
TEXT ·addScaled512(SB), NOSPLIT, $0-28
	MOVQ         grad+0(FP), SI
	MOVQ         w+8(FP), DI
	MOVQ         n+16(FP), CX
	VBROADCASTSS s+24(FP), Z8
	BEGIN
	JMP          test

sixteen:
	VMOVUPS (DI)(AX*4), Z0
	VMOVUPS (SI)(AX*4), Z1
	VMULPS  Z0, Z8, Z0
	VADDPS  Z1, Z0, Z0
	VMOVUPS Z0, (SI)(AX*4)
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
	JMP          test

sixteen:
	// the weight is the first operand of maximum and minimum, so NaN stays NaN
	VMOVUPS (DI)(AX*4), Z0
	VMOVUPS (SI)(AX*4), Z1
	VMULPS  Z0, Z10, Z0
	VMAXPS  Z0, Z8, Z0
	VMINPS  Z0, Z9, Z0
	VADDPS  Z1, Z0, Z0
	VMOVUPS Z0, (SI)(AX*4)
	END(sixteen, test)
