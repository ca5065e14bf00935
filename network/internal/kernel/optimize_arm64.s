//go:build !noasm

#include "textflag.h"
#include "neon_arm64.h"

// Tiny
DATA tiny<>+0(SB)/4, $1e-25
GLOBL tiny<>(SB), RODATA|NOPTR, $4

// The dense passes of the optimisers, eight values at a time. Registers, in all of
// them:
//
//	R0  w
//	R1  g, which becomes zero (V30, V31); Tiny is V29
//	R2  the first state, R3 the second
//	R5  values left, a multiple of eight
//	V16 to V21 the factors, each in all lanes

#define TINY \
	MOVD  $tiny<>(SB), R4           \
	VLD1R (R4), [V29.S4]            \
	VEOR  V30.B16, V30.B16, V30.B16 \
	VEOR  V31.B16, V31.B16, V31.B16

// FADE makes a state that is almost zero zero.
#define FADE(v) \
	FADD4(29, v, v) \
	FSUB4(29, v, v)

#define BOTH(f) f(0, 2, 4, 6); f(1, 3, 5, 7)

// w, g, v
#define MOMENTUM(w, g, v, t) \
	FMULS4(16, g, g) \
	FMULS4(17, v, v) \
	FSUB4(g, v, v)   \
	FADE(v)          \
	FADD4(v, w, w)

// func momentumAsm(w, grad, v *float32, n int, rate, momentum float32)
TEXT ·momentumAsm(SB), NOSPLIT, $0-40
	MOVD  w+0(FP), R0
	MOVD  grad+8(FP), R1
	MOVD  v+16(FP), R2
	MOVD  n+24(FP), R5
	FMOVS rate+32(FP), F16
	FMOVS momentum+36(FP), F17
	TINY
	CBZ   R5, done

eight:
	FLDPQ   (R0), (F0, F1)
	FLDPQ   (R1), (F2, F3)
	FLDPQ   (R2), (F4, F5)
	FSTPQ.P (F30, F31), 32(R1)
	BOTH(MOMENTUM)
	FSTPQ.P (F4, F5), 32(R2)
	FSTPQ.P (F0, F1), 32(R0)
	SUBS    $8, R5
	BNE     eight

done:
	RET

#define NESTEROV(w, g, v, t) \
	FMULS4(16, g, g) \
	FMULS4(17, v, v) \
	FSUB4(g, v, v)   \
	FADE(v)          \
	FMULS4(17, v, t) \
	FSUB4(g, t, t)   \
	FADD4(t, w, w)

// func nesterovAsm(w, grad, v *float32, n int, rate, momentum float32)
TEXT ·nesterovAsm(SB), NOSPLIT, $0-40
	MOVD  w+0(FP), R0
	MOVD  grad+8(FP), R1
	MOVD  v+16(FP), R2
	MOVD  n+24(FP), R5
	FMOVS rate+32(FP), F16
	FMOVS momentum+36(FP), F17
	TINY
	CBZ   R5, done

eight:
	FLDPQ   (R0), (F0, F1)
	FLDPQ   (R1), (F2, F3)
	FLDPQ   (R2), (F4, F5)
	FSTPQ.P (F30, F31), 32(R1)
	BOTH(NESTEROV)
	FSTPQ.P (F4, F5), 32(R2)
	FSTPQ.P (F0, F1), 32(R0)
	SUBS    $8, R5
	BNE     eight

done:
	RET

#define RMSPROP(w, g, square, t) \
	FMUL4(g, g, t)             \
	FMULS4(18, t, t)           \
	FMULS4(17, square, square) \
	FADD4(t, square, square)   \
	FADE(square)               \
	FSQRT4(square, t)          \
	FADD4(19, t, t)            \
	FMULS4(16, g, g)           \
	FDIV4(t, g, g)             \
	FSUB4(g, w, w)

// func rmsPropAsm(w, grad, square *float32, n int, rate, keep, fresh, epsilon float32)
TEXT ·rmsPropAsm(SB), NOSPLIT, $0-48
	MOVD  w+0(FP), R0
	MOVD  grad+8(FP), R1
	MOVD  square+16(FP), R2
	MOVD  n+24(FP), R5
	FMOVS rate+32(FP), F16
	FMOVS keep+36(FP), F17
	FMOVS fresh+40(FP), F18
	FMOVS epsilon+44(FP), F19
	VDUP  V19.S[0], V19.S4
	TINY
	CBZ   R5, done

eight:
	FLDPQ   (R0), (F0, F1)
	FLDPQ   (R1), (F2, F3)
	FLDPQ   (R2), (F4, F5)
	FSTPQ.P (F30, F31), 32(R1)
	BOTH(RMSPROP)
	FSTPQ.P (F4, F5), 32(R2)
	FSTPQ.P (F0, F1), 32(R0)
	SUBS    $8, R5
	BNE     eight

done:
	RET

// mean is 4 or 5, square 6 or 7
#define ADAM(w, g, mean, square) \
	FMULS4(18, g, 22)          \
	FMULS4(17, mean, mean)     \
	FADD4(22, mean, mean)      \
	FADE(mean)                 \
	FMUL4(g, g, g)             \
	FMULS4(20, g, g)           \
	FMULS4(19, square, square) \
	FADD4(g, square, square)   \
	FADE(square)               \
	FSQRT4(square, g)          \
	FADD4(21, g, g)            \
	FMULS4(16, mean, 22)       \
	FDIV4(g, 22, g)            \
	FSUB4(g, w, w)

// func adamAsm(w, grad, mean, square *float32, n int, rate, keep1, fresh1, keep2, fresh2, epsilon float32)
TEXT ·adamAsm(SB), NOSPLIT, $0-64
	MOVD  w+0(FP), R0
	MOVD  grad+8(FP), R1
	MOVD  mean+16(FP), R2
	MOVD  square+24(FP), R3
	MOVD  n+32(FP), R5
	FMOVS rate+40(FP), F16
	FMOVS keep1+44(FP), F17
	FMOVS fresh1+48(FP), F18
	FMOVS keep2+52(FP), F19
	FMOVS fresh2+56(FP), F20
	FMOVS epsilon+60(FP), F21
	VDUP  V21.S[0], V21.S4
	TINY
	CBZ   R5, done

eight:
	FLDPQ   (R0), (F0, F1)
	FLDPQ   (R1), (F2, F3)
	FLDPQ   (R2), (F4, F5)
	FLDPQ   (R3), (F6, F7)
	FSTPQ.P (F30, F31), 32(R1)
	BOTH(ADAM)
	FSTPQ.P (F4, F5), 32(R2)
	FSTPQ.P (F6, F7), 32(R3)
	FSTPQ.P (F0, F1), 32(R0)
	SUBS    $8, R5
	BNE     eight

done:
	RET

// func addScaledAsm(grad, w *float32, n int, s float32)
TEXT ·addScaledAsm(SB), NOSPLIT, $0-28
	MOVD  grad+0(FP), R0
	MOVD  w+8(FP), R1
	MOVD  n+16(FP), R5
	FMOVS s+24(FP), F16
	CBZ   R5, done

eight:
	FLDPQ.P 32(R1), (F0, F1)
	FLDPQ   (R0), (F2, F3)
	FMULS4(16, 0, 0)
	FMULS4(16, 1, 1)
	FADD4(0, 2, 2)
	FADD4(1, 3, 3)
	FSTPQ.P (F2, F3), 32(R0)
	SUBS    $8, R5
	BNE     eight

done:
	RET

// func addSignsAsm(grad, w *float32, n int, low, high, huge float32)
TEXT ·addSignsAsm(SB), NOSPLIT, $0-36
	MOVD  grad+0(FP), R0
	MOVD  w+8(FP), R1
	MOVD  n+16(FP), R5
	FMOVS low+24(FP), F16
	FMOVS high+28(FP), F17
	FMOVS huge+32(FP), F18
	VDUP  V16.S[0], V16.S4
	VDUP  V17.S[0], V17.S4
	CBZ   R5, done

eight:
	FLDPQ.P 32(R1), (F0, F1)
	FLDPQ   (R0), (F2, F3)
	FMULS4(18, 0, 0)
	FMULS4(18, 1, 1)
	FMAX4(16, 0, 0)
	FMAX4(16, 1, 1)
	FMIN4(17, 0, 0)
	FMIN4(17, 1, 1)
	FADD4(0, 2, 2)
	FADD4(1, 3, 3)
	FSTPQ.P (F2, F3), 32(R0)
	SUBS    $8, R5
	BNE     eight

done:
	RET
