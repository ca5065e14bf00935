//go:build !noasm

#include "textflag.h"
#include "neon_arm64.h"

// The kernels between layers. Registers, in all of them:
//
//	R0  the vector of the side of the columns
//	R1  w, the next row
//	R2  stride, in bytes
//	R3  the next value of the side of the rows: activation or gradient
//	R4  from one example to the next on that side, in bytes
//	R5  rows left
//	R6  n
//	R7  examples left
//	R8  w
//	R9  the side of the rows, of the example
//	R13 bytes left of the columns

// FOUR adds to eight columns of z, F0 and F1, the products of the rows at R10, R11,
// R12 and R14 and the activations in F16 to F19; the rows move on.
#define FOUR \
	FLDPQ.P 32(R10), (F20, F21) \
	FLDPQ.P 32(R11), (F22, F23) \
	FLDPQ.P 32(R12), (F24, F25) \
	FLDPQ.P 32(R14), (F26, F27) \
	FMULS4(16, 20, 20)          \
	FMULS4(16, 21, 21)          \
	FMULS4(17, 22, 22)          \
	FMULS4(17, 23, 23)          \
	FMULS4(18, 24, 24)          \
	FMULS4(18, 25, 25)          \
	FMULS4(19, 26, 26)          \
	FMULS4(19, 27, 27)          \
	FADD4(22, 20, 20)           \
	FADD4(23, 21, 21)           \
	FADD4(26, 24, 24)           \
	FADD4(27, 25, 25)           \
	FADD4(24, 20, 20)           \
	FADD4(25, 21, 21)

// func accumulateAsm(z, w *float32, stride int, a *float32, step, n, m int)
TEXT ·accumulateAsm(SB), NOSPLIT, $0-56
	MOVD z+0(FP), R0
	MOVD w+8(FP), R8
	MOVD stride+16(FP), R2
	MOVD a+24(FP), R9
	MOVD step+32(FP), R4
	MOVD n+40(FP), R6
	MOVD m+48(FP), R7
	LSL  $2, R2
	LSL  $2, R4

example:
	MOVD R8, R1
	MOVD R9, R3
	MOVD R6, R5

four:
	SUBS    $4, R5
	BLT     rest
	FMOVS.P 4(R3), F16
	FMOVS.P 4(R3), F17
	FMOVS.P 4(R3), F18
	FMOVS.P 4(R3), F19
	MOVD    R1, R10
	ADD     R2, R10, R11
	ADD     R2, R11, R12
	ADD     R2, R12, R14
	ADD     R2, R14, R1
	MOVD    R2, R13

fourColumns:
	FLDPQ   (R0), (F0, F1)
	FOUR
	FADD4(20, 0, 0)
	FADD4(21, 1, 1)
	FSTPQ.P (F0, F1), 32(R0)
	SUBS    $32, R13
	BNE     fourColumns
	SUB     R2, R0
	B       four

rest:
	ADDS $4, R5
	BEQ  next

one:
	FMOVS.P 4(R3), F16
	MOVD    R2, R13

oneColumns:
	FLDPQ.P 32(R1), (F20, F21)
	FLDPQ   (R0), (F0, F1)
	FMULS4(16, 20, 20)
	FMULS4(16, 21, 21)
	FADD4(20, 0, 0)
	FADD4(21, 1, 1)
	FSTPQ.P (F0, F1), 32(R0)
	SUBS    $32, R13
	BNE     oneColumns
	SUB     R2, R0
	SUBS    $1, R5
	BNE     one

next:
	ADD  R2, R0
	ADD  R4, R9
	SUBS $1, R7
	BNE  example
	RET

// func updateAsm(w *float32, stride int, a, d *float32, n, m int)
//
// Four examples at a time, so that a row is read and written once for the four;
// to each weight they are still added one after another.
TEXT ·updateAsm(SB), NOSPLIT, $0-48
	MOVD w+0(FP), R8
	MOVD stride+8(FP), R2
	MOVD a+16(FP), R9
	MOVD d+24(FP), R0
	MOVD n+32(FP), R6
	MOVD m+40(FP), R7
	LSL  $2, R2
	ADD  $7, R6, R4
	AND  $~7, R4
	LSL  $2, R4

four:
	SUBS $4, R7
	BLT  rest
	MOVD R8, R1
	MOVD R9, R3
	MOVD R6, R5

fourRows:
	ADD   R4, R3, R10
	ADD   R4, R10, R11
	ADD   R4, R11, R12
	FMOVS (R10), F17
	FMOVS (R11), F18
	FMOVS (R12), F19
	FMOVS.P 4(R3), F16
	MOVD  R0, R10
	ADD   R2, R10, R11
	ADD   R2, R11, R12
	ADD   R2, R12, R14
	MOVD  R2, R13

fourColumns:
	FLDPQ   (R1), (F0, F1)
	FLDPQ.P 32(R10), (F20, F21)
	FLDPQ.P 32(R11), (F22, F23)
	FLDPQ.P 32(R12), (F24, F25)
	FLDPQ.P 32(R14), (F26, F27)
	FMULS4(16, 20, 20)
	FMULS4(16, 21, 21)
	FMULS4(17, 22, 22)
	FMULS4(17, 23, 23)
	FMULS4(18, 24, 24)
	FMULS4(18, 25, 25)
	FMULS4(19, 26, 26)
	FMULS4(19, 27, 27)
	FADD4(20, 0, 0)
	FADD4(21, 1, 1)
	FADD4(22, 0, 0)
	FADD4(23, 1, 1)
	FADD4(24, 0, 0)
	FADD4(25, 1, 1)
	FADD4(26, 0, 0)
	FADD4(27, 1, 1)
	FSTPQ.P (F0, F1), 32(R1)
	SUBS    $32, R13
	BNE     fourColumns
	SUBS    $1, R5
	BNE     fourRows
	ADD     R4<<2, R9
	ADD     R2<<2, R0
	B       four

rest:
	ADDS $4, R7
	BEQ  done

one:
	MOVD R8, R1
	MOVD R9, R3
	MOVD R6, R5

oneRow:
	FMOVS.P 4(R3), F16
	MOVD    R0, R10
	MOVD    R2, R13

oneColumns:
	FLDPQ.P 32(R10), (F20, F21)
	FLDPQ   (R1), (F0, F1)
	FMULS4(16, 20, 20)
	FMULS4(16, 21, 21)
	FADD4(20, 0, 0)
	FADD4(21, 1, 1)
	FSTPQ.P (F0, F1), 32(R1)
	SUBS    $32, R13
	BNE     oneColumns
	SUBS    $1, R5
	BNE     oneRow
	ADD     R4, R9
	ADD     R2, R0
	SUBS    $1, R7
	BNE     one

done:
	RET

// PRODUCT adds to the eight lanes of s0 and s1 the products of the columns in F0 and
// F1 and a row, which moves on.
#define PRODUCT(row, s0, s1) \
	FLDPQ.P 32(row), (F24, F25) \
	FMUL4(0, 24, 24)            \
	FMUL4(1, 25, 25)            \
	FADD4(24, s0, s0)           \
	FADD4(25, s1, s1)

// func backwardAsm(grad, w *float32, stride int, d *float32, n, m int)
//
// Four rows at a time, so that their lanes can be added in pairs together.
TEXT ·backwardAsm(SB), NOSPLIT, $0-48
	MOVD grad+0(FP), R9
	MOVD w+8(FP), R8
	MOVD stride+16(FP), R2
	MOVD d+24(FP), R0
	MOVD n+32(FP), R6
	MOVD m+40(FP), R7
	LSL  $2, R2
	ADD  $7, R6, R4
	AND  $~7, R4
	LSL  $2, R4

example:
	MOVD R8, R1
	MOVD R9, R3
	MOVD R6, R5

four:
	SUBS $4, R5
	BLT  rest
	MOVD R1, R10
	ADD  R2, R10, R11
	ADD  R2, R11, R12
	ADD  R2, R12, R14
	ADD  R2, R14, R1
	VEOR V2.B16, V2.B16, V2.B16
	VEOR V3.B16, V3.B16, V3.B16
	VEOR V4.B16, V4.B16, V4.B16
	VEOR V5.B16, V5.B16, V5.B16
	VEOR V6.B16, V6.B16, V6.B16
	VEOR V7.B16, V7.B16, V7.B16
	VEOR V16.B16, V16.B16, V16.B16
	VEOR V17.B16, V17.B16, V17.B16
	MOVD R2, R13

fourColumns:
	FLDPQ.P 32(R0), (F0, F1)
	PRODUCT(R10, 2, 3)
	PRODUCT(R11, 4, 5)
	PRODUCT(R12, 6, 7)
	PRODUCT(R14, 16, 17)
	SUBS    $32, R13
	BNE     fourColumns
	SUB     R2, R0
	FADDP4(3, 2, 2)
	FADDP4(5, 4, 4)
	FADDP4(7, 6, 6)
	FADDP4(17, 16, 16)
	FADDP4(4, 2, 2)
	FADDP4(16, 6, 6)
	FADDP4(6, 2, 2)
	FMOVQ.P F2, 16(R3)
	B       four

rest:
	ADDS $4, R5
	BEQ  next

one:
	VEOR V2.B16, V2.B16, V2.B16
	VEOR V3.B16, V3.B16, V3.B16
	MOVD R2, R13

oneColumns:
	FLDPQ.P 32(R0), (F0, F1)
	PRODUCT(R1, 2, 3)
	SUBS    $32, R13
	BNE     oneColumns
	SUB     R2, R0
	FADDP4(3, 2, 2)
	FADDP4(2, 2, 2)
	FADDP4(2, 2, 2)
	FMOVS.P F2, 4(R3)
	SUBS    $1, R5
	BNE     one

next:
	ADD  R2, R0
	ADD  R4, R9
	SUBS $1, R7
	BNE  example
	RET
