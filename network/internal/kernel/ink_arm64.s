//go:build !noasm

#include "textflag.h"
#include "neon_arm64.h"

// SUMS makes of the distances v of four words, above eight bits, the indices, and keeps the
// last in V4; ink, which is none where a lane of V5 becomes −1, is put beside them.
#define SUMS(v, ink) \
	VAND  V31.B16, v.B16, ink.B16       \
	VCMEQ V30.S4, ink.S4, V6.S4         \
	VORR  V6.B16, V5.B16, V5.B16        \
	VEOR  ink.B16, v.B16, v.B16         \
	VEXT  $12, v.B16, V30.B16, V6.B16   \
	VADD  V6.S4, v.S4, v.S4             \
	VEXT  $8, v.B16, V30.B16, V6.B16    \
	VADD  V6.S4, v.S4, v.S4             \
	VADD  V4.S4, v.S4, v.S4             \
	VDUP  v.S[3], V4.S4                 \
	VORR  ink.B16, v.B16, v.B16

// func unpackAsm(words *uint32, x *uint16, eights int) (inked bool)
//
// It unpacks so many eights of words, and returns false if one has no ink, which only the
// portable code can do.
TEXT ·unpackAsm(SB), NOSPLIT, $0-25
	MOVD words+0(FP), R0
	MOVD x+8(FP), R1
	MOVD eights+16(FP), R2
	MOVD $255, R4
	VDUP R4, V31.S4
	VEOR V30.B16, V30.B16, V30.B16
	VEOR V4.B16, V4.B16, V4.B16
	VEOR V5.B16, V5.B16, V5.B16

eight:
	VLD1.P  16(R1), [V0.H8]
	VUSHLL  $0, V0.H4, V1.S4
	VUSHLL2 $0, V0.H8, V2.S4
	SUMS(V1, V3)
	SUMS(V2, V3)
	VST1.P  [V1.S4, V2.S4], 32(R0)
	SUBS    $1, R2
	BNE     eight

	VMOV V5.D[0], R5
	VMOV V5.D[1], R6
	ORR  R5, R6, R5
	CMP  $0, R5
	CSET EQ, R5
	MOVB R5, inked+24(FP)
	RET

// The kernels of the first layer, for up to 64 of the columns, which stay in
// F0 to F15 for a whole image. Registers, in both:
//
//	R0  z or d of the image
//	R1  w, the first row
//	R2  stride, in bytes
//	R3  Ink, the values of the 256 bytes
//	R4  the next pixel
//	R5  pixels left in the image
//	R6  the header of the image's slice
//	R7  images left
//	R8  columns

// PIXEL takes a pixel: row becomes the address of its row, and the first lane of
// val its ink.
#define PIXEL(row, val) \
	MOVWU.P 4(R4), row          \
	AND     $255, row, R13      \
	LSR     $8, row             \
	MADD    R2, R1, row, row    \
	FMOVS   (R3)(R13<<2), val

#define PIXELS \
	PIXEL(R9, F16)  \
	PIXEL(R10, F17) \
	PIXEL(R11, F18) \
	PIXEL(R12, F19)

// FOUR adds to eight columns of z, z0 and z1, at col bytes, the products of four
// rows.
#define FOUR(col, z0, z1) \
	FLDPQ col(R9), (F20, F21)  \
	FLDPQ col(R10), (F22, F23) \
	FLDPQ col(R11), (F24, F25) \
	FLDPQ col(R12), (F26, F27) \
	FMULS4(16, 20, 20)         \
	FMULS4(16, 21, 21)         \
	FMULS4(17, 22, 22)         \
	FMULS4(17, 23, 23)         \
	FMULS4(18, 24, 24)         \
	FMULS4(18, 25, 25)         \
	FMULS4(19, 26, 26)         \
	FMULS4(19, 27, 27)         \
	FADD4(22, 20, 20)          \
	FADD4(23, 21, 21)          \
	FADD4(26, 24, 24)          \
	FADD4(27, 25, 25)          \
	FADD4(24, 20, 20)          \
	FADD4(25, 21, 21)          \
	FADD4(20, z0, z0)          \
	FADD4(21, z1, z1)

// ONE adds to eight columns of z the products of one row.
#define ONE(col, z0, z1) \
	FLDPQ col(R9), (F20, F21) \
	FMULS4(16, 20, 20)        \
	FMULS4(16, 21, 21)        \
	FADD4(20, z0, z0)         \
	FADD4(21, z1, z1)

// CHANGE adds to eight columns of the row the ink times d.
#define CHANGE(col, d0, d1) \
	FLDPQ col(R9), (F20, F21) \
	FMULS4(16, d0, 22)        \
	FMULS4(16, d1, 23)        \
	FADD4(22, 20, 20)         \
	FADD4(23, 21, 21)         \
	FSTPQ (F20, F21), col(R9)

// EACH does f for the vectors of so many columns.
#define EACH8(f) f(0, 0, 1)
#define EACH16(f) EACH8(f); f(32, 2, 3)
#define EACH24(f) EACH16(f); f(64, 4, 5)
#define EACH32(f) EACH24(f); f(96, 6, 7)
#define EACH40(f) EACH32(f); f(128, 8, 9)
#define EACH48(f) EACH40(f); f(160, 10, 11)
#define EACH56(f) EACH48(f); f(192, 12, 13)
#define EACH64(f) EACH56(f); f(224, 14, 15)

#define LOAD8 FLDPQ 0(R0), (F0, F1)
#define LOAD16 LOAD8; FLDPQ 32(R0), (F2, F3)
#define LOAD24 LOAD16; FLDPQ 64(R0), (F4, F5)
#define LOAD32 LOAD24; FLDPQ 96(R0), (F6, F7)
#define LOAD40 LOAD32; FLDPQ 128(R0), (F8, F9)
#define LOAD48 LOAD40; FLDPQ 160(R0), (F10, F11)
#define LOAD56 LOAD48; FLDPQ 192(R0), (F12, F13)
#define LOAD64 LOAD56; FLDPQ 224(R0), (F14, F15)

#define STORE8 FSTPQ (F0, F1), 0(R0)
#define STORE16 STORE8; FSTPQ (F2, F3), 32(R0)
#define STORE24 STORE16; FSTPQ (F4, F5), 64(R0)
#define STORE32 STORE24; FSTPQ (F6, F7), 96(R0)
#define STORE40 STORE32; FSTPQ (F8, F9), 128(R0)
#define STORE48 STORE40; FSTPQ (F10, F11), 160(R0)
#define STORE56 STORE48; FSTPQ (F12, F13), 192(R0)
#define STORE64 STORE56; FSTPQ (F14, F15), 224(R0)

// IMAGE adds the rows of an image's pixels to so many columns of z.
#define IMAGE(LOAD, EACH, STORE, columns, four, rest, one, done) \
columns:         \
	LOAD          \
four:            \
	SUBS $4, R5   \
	BLT  rest     \
	PIXELS        \
	EACH(FOUR)    \
	B    four     \
rest:            \
	ADDS $4, R5   \
	BEQ  done     \
one:             \
	PIXEL(R9, F16) \
	EACH(ONE)     \
	SUBS $1, R5   \
	BNE  one      \
done:            \
	STORE         \
	B    next

// func accumulateInkAsm(z, w *float32, stride, columns int, x *[]uint32, m int, later *[]uint16, n int)
TEXT ·accumulateInkAsm(SB), NOSPLIT, $0-64
	MOVD z+0(FP), R0
	MOVD w+8(FP), R1
	MOVD stride+16(FP), R2
	MOVD columns+24(FP), R8
	MOVD x+32(FP), R6
	MOVD m+40(FP), R7
	MOVD later+48(FP), R14
	MOVD n+56(FP), R15
	MOVD $·Ink(SB), R3
	LSL  $2, R2

image:
	// The first cache lines of an image to come, which hold 160 pixels; the CPU
	// fetches by itself what follows. A prefetch beyond the memory there is does
	// nothing.
	CBZ    R15, now
	SUB    $1, R15
	MOVD.P 24(R14), R9
	PRFM   (R9), PLDL1KEEP
	PRFM   128(R9), PLDL1KEEP
	PRFM   256(R9), PLDL1KEEP

now:
	LDP (R6), (R4, R5)
	ADD $24, R6
	CMP $40, R8
	BEQ columns40
	BLT narrow
	CMP $56, R8
	BEQ columns56
	BLT columns48
	IMAGE(LOAD64, EACH64, STORE64, columns64, four64, rest64, one64, done64)
	IMAGE(LOAD56, EACH56, STORE56, columns56, four56, rest56, one56, done56)
	IMAGE(LOAD48, EACH48, STORE48, columns48, four48, rest48, one48, done48)
	IMAGE(LOAD40, EACH40, STORE40, columns40, four40, rest40, one40, done40)

narrow:
	CMP $24, R8
	BEQ columns24
	BGT columns32
	CMP $16, R8
	BEQ columns16
	IMAGE(LOAD8, EACH8, STORE8, columns8, four8, rest8, one8, done8)
	IMAGE(LOAD16, EACH16, STORE16, columns16, four16, rest16, one16, done16)
	IMAGE(LOAD24, EACH24, STORE24, columns24, four24, rest24, one24, done24)
	IMAGE(LOAD32, EACH32, STORE32, columns32, four32, rest32, one32, done32)

next:
	ADD  R2, R0
	SUBS $1, R7
	BNE  image
	RET

// UPDATE adds d times the ink to so many columns of the rows of an image's pixels.
#define UPDATE(LOAD, EACH, columns, row) \
columns:          \
	LOAD           \
row:              \
	PIXEL(R9, F16) \
	EACH(CHANGE)      \
	SUBS $1, R5    \
	BNE  row       \
	B    next

// func updateInkAsm(w, d *float32, stride, columns int, x *[]uint32, m int)
TEXT ·updateInkAsm(SB), NOSPLIT, $0-48
	MOVD w+0(FP), R1
	MOVD d+8(FP), R0
	MOVD stride+16(FP), R2
	MOVD columns+24(FP), R8
	MOVD x+32(FP), R6
	MOVD m+40(FP), R7
	MOVD $·Ink(SB), R3
	LSL  $2, R2

image:
	LDP (R6), (R4, R5)
	ADD $24, R6
	CBZ R5, next
	CMP $40, R8
	BEQ columns40
	BLT narrow
	CMP $56, R8
	BEQ columns56
	BLT columns48
	UPDATE(LOAD64, EACH64, columns64, row64)
	UPDATE(LOAD56, EACH56, columns56, row56)
	UPDATE(LOAD48, EACH48, columns48, row48)
	UPDATE(LOAD40, EACH40, columns40, row40)

narrow:
	CMP $24, R8
	BEQ columns24
	BGT columns32
	CMP $16, R8
	BEQ columns16
	UPDATE(LOAD8, EACH8, columns8, row8)
	UPDATE(LOAD16, EACH16, columns16, row16)
	UPDATE(LOAD24, EACH24, columns24, row24)
	UPDATE(LOAD32, EACH32, columns32, row32)

next:
	ADD  R2, R0
	SUBS $1, R7
	BNE  image
	RET

// ROW does so many columns of all rows: R0 is the address of a row, R9 that of an image's
// d, and F16 its ink.
#define ROWS(LOAD, EACH, STORE, columns, entry, count) \
columns:                       \
	MOVD.P 8(R6), R10          \
	LSR   $32, R10, R5         \
	AND   $0xffffffff, R10     \
	MADD  R2, R1, R10, R0      \
	MADD  R12, R14, R10, R4    \
	LOAD                        \
entry:                         \
	MOVWU.P 4(R4), R9          \
	AND   $255, R9, R13        \
	LSR   $8, R9               \
	MADD  R2, R11, R9, R9      \
	FMOVS (R3)(R13<<2), F16    \
	EACH(ONE)                  \
	SUBS  $1, R5               \
	BNE   entry                \
	STORE                       \
	SUBS  $1, R7               \
	BNE   columns              \
	ADD   $(4*count), R1       \
	ADD   $(4*count), R11      \
	SUB   $count, R8           \
	B     block

// func updateRowsAsm(w, d *float32, stride, columns int, ink *uint32, room int, rows *inkedRow, n int)
TEXT ·updateRowsAsm(SB), NOSPLIT, $0-64
	MOVD w+0(FP), R1
	MOVD d+8(FP), R11
	MOVD stride+16(FP), R2
	MOVD columns+24(FP), R8 // left
	MOVD $·Ink(SB), R3
	MOVD ink+32(FP), R14
	MOVD room+40(FP), R12
	LSL  $2, R2
	LSL  $2, R12

block:
	MOVD rows+48(FP), R6
	MOVD n+56(FP), R7
	CMP  $64, R8
	BGE  row64
	CMP  $32, R8
	BGE  row32
	CMP  $16, R8
	BGE  row16
	CMP  $8, R8
	BGE  row8
	RET
	ROWS(LOAD64, EACH64, STORE64, row64, entry64, 64)
	ROWS(LOAD32, EACH32, STORE32, row32, entry32, 32)
	ROWS(LOAD16, EACH16, STORE16, row16, entry16, 16)
	ROWS(LOAD8, EACH8, STORE8, row8, entry8, 8)
