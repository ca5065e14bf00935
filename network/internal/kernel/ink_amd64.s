//go:build !noasm

#include "textflag.h"

// lastOfEight puts the last of eight sums above eight bits, four times.
DATA lastOfEight<>+0(SB)/4, $0x800f0e80
DATA lastOfEight<>+4(SB)/4, $0x800f0e80
DATA lastOfEight<>+8(SB)/4, $0x800f0e80
DATA lastOfEight<>+12(SB)/4, $0x800f0e80
GLOBL lastOfEight<>(SB), RODATA|NOPTR, $16

// func unpackAsm(words *uint32, x *uint16, eights int) (inked bool)
//
// It unpacks so many eights of words, and returns false if one has no ink, which only the
// portable code can do.
TEXT ·unpackAsm(SB), NOSPLIT, $0-25
	MOVQ words+0(FP), DI
	MOVQ x+8(FP), SI
	MOVQ eights+16(FP), CX
	VPCMPEQW  X15, X15, X15
	VPSRLW    $8, X15, X14  // the byte of ink
	VMOVDQU   lastOfEight<>(SB), X13
	VPXOR     X12, X12, X12
	VPXOR     X11, X11, X11 // the index before, above eight bits
	VPXOR     X10, X10, X10 // where there is no ink

eight:
	VMOVDQU    (SI), X0
	VPAND      X14, X0, X1 // ink
	VPCMPEQW   X12, X1, X2
	VPOR       X2, X10, X10
	VPSRLW     $8, X0, X0  // distances
	VPSLLDQ    $2, X0, X2  // sums of two
	VPADDW     X2, X0, X0
	VPSLLDQ    $4, X0, X2  // of four
	VPADDW     X2, X0, X0
	VPSLLDQ    $8, X0, X2  // of eight
	VPADDW     X2, X0, X0
	VPSHUFB    X13, X0, X3
	VPSLLW     $8, X0, X2
	VPOR       X1, X2, X2  // the lower halves
	VPSRLW     $8, X0, X0  // the upper halves
	VPUNPCKLWD X0, X2, X4
	VPUNPCKHWD X0, X2, X5
	VPADDD     X11, X4, X4
	VPADDD     X11, X5, X5
	VPADDD     X3, X11, X11
	VMOVDQU    X4, (DI)
	VMOVDQU    X5, 16(DI)
	ADDQ       $16, SI
	ADDQ       $32, DI
	DECQ       CX
	JNE        eight

	VPTEST     X10, X10
	SETEQ      inked+24(FP)
	RET

// The kernels of the first layer, for up to 64 of the columns, which stay in
// registers for a whole image. Registers, in both:
//
//	DI  z or d of the image
//	SI  w, the first row
//	R8  stride, in bytes
//	R9  Ink, the values of the 256 bytes
//	DX  the next pixel
//	CX  pixels left in the image
//	R13 the header of the image's slice

// PIXEL unpacks the pixel at off(DX): row is the distance of its row from w in
// bytes, and all lanes of val are its ink.
#define PIXEL(off, row, val) \
	MOVL         off(DX), row         \
	MOVBLZX      row, R12             \
	SHRL         $8, row              \
	IMULQ        R8, row              \
	VBROADCASTSS (R9)(R12*4), val

// PIXELS unpacks four pixels to rows AX, BX, R10, R11 and inks Y8 to Y11.
#define PIXELS \
	PIXEL(0, AX, Y8)   \
	PIXEL(4, BX, Y9)   \
	PIXEL(8, R10, Y10) \
	PIXEL(12, R11, Y11)

// FOUR adds to eight columns of z, at col bytes, the products of four rows.
#define FOUR(col, z) \
	VMULPS col(SI)(AX*1), Y8, Y12   \
	VMULPS col(SI)(BX*1), Y9, Y13   \
	VMULPS col(SI)(R10*1), Y10, Y14 \
	VMULPS col(SI)(R11*1), Y11, Y15 \
	VADDPS Y13, Y12, Y12            \
	VADDPS Y15, Y14, Y14            \
	VADDPS Y14, Y12, Y12            \
	VADDPS Y12, z, z

// ONE adds to eight columns of z, at col bytes, the product of one row.
#define ONE(col, z) \
	VMULPS col(SI)(AX*1), Y8, Y12 \
	VADDPS Y12, z, z

// LOAD and STORE move eight columns of z or d between the memory and a register.
#define LOAD(col, z) VMOVUPS col(DI), z
#define STORE(col, z) VMOVUPS z, col(DI)

// EACH does f for so many columns, eight at a time.
#define EACH8(f) f(0, Y0)
#define EACH16(f) EACH8(f); f(32, Y1)
#define EACH24(f) EACH16(f); f(64, Y2)
#define EACH32(f) EACH24(f); f(96, Y3)
#define EACH40(f) EACH32(f); f(128, Y4)
#define EACH48(f) EACH40(f); f(160, Y5)
#define EACH56(f) EACH48(f); f(192, Y6)
#define EACH64(f) EACH56(f); f(224, Y7)

// IMAGE adds the rows of an image's pixels to so many columns of z.
#define IMAGE(EACH, columns, four, rest, one, done) \
columns:           \
	EACH(LOAD)      \
four:              \
	SUBQ $4, CX     \
	JLT  rest       \
	PIXELS          \
	EACH(FOUR)      \
	ADDQ $16, DX    \
	JMP  four       \
rest:              \
	ADDQ $4, CX     \
	JEQ  done       \
one:               \
	PIXEL(0, AX, Y8) \
	EACH(ONE)       \
	ADDQ $4, DX     \
	DECQ CX         \
	JNE  one        \
done:              \
	EACH(STORE)     \
	JMP  next

// func accumulateInkAsm(z, w *float32, stride, columns int, x *[]uint32, m int, later *[]uint16, n int)
TEXT ·accumulateInkAsm(SB), NOSPLIT, $0-64
	MOVQ z+0(FP), DI
	MOVQ w+8(FP), SI
	MOVQ stride+16(FP), R8
	MOVQ x+32(FP), R13
	LEAQ ·Ink(SB), R9
	SHLQ $2, R8

image:
	// The first cache lines of an image to come, which hold 160 pixels; the
	// CPU fetches by itself what follows. A prefetch beyond the memory there is
	// does nothing.
	DECQ       n+56(FP)
	JLT        now
	MOVQ       later+48(FP), AX
	ADDQ       $24, later+48(FP)
	MOVQ       (AX), AX
	PREFETCHT0 0(AX)
	PREFETCHT0 64(AX)
	PREFETCHT0 128(AX)
	PREFETCHT0 192(AX)
	PREFETCHT0 256(AX)

now:
	MOVQ 0(R13), DX
	MOVQ 8(R13), CX
	MOVQ columns+24(FP), AX
	CMPQ AX, $40
	JEQ  columns40
	JLT  narrow
	CMPQ AX, $56
	JEQ  columns56
	JLT  columns48
	IMAGE(EACH64, columns64, four64, rest64, one64, done64)
	IMAGE(EACH56, columns56, four56, rest56, one56, done56)
	IMAGE(EACH48, columns48, four48, rest48, one48, done48)
	IMAGE(EACH40, columns40, four40, rest40, one40, done40)

narrow:
	CMPQ AX, $24
	JEQ  columns24
	JGT  columns32
	CMPQ AX, $16
	JEQ  columns16
	IMAGE(EACH8, columns8, four8, rest8, one8, done8)
	IMAGE(EACH16, columns16, four16, rest16, one16, done16)
	IMAGE(EACH24, columns24, four24, rest24, one24, done24)
	IMAGE(EACH32, columns32, four32, rest32, one32, done32)

next:
	ADDQ R8, DI
	ADDQ $24, R13
	DECQ m+40(FP)
	JNE  image
	VZEROUPPER
	RET

// ADD adds to eight columns of the row, at col bytes, the ink times d.
#define ADD(col, d) \
	VMULPS  d, Y8, Y12              \
	VADDPS  col(SI)(AX*1), Y12, Y12 \
	VMOVUPS Y12, col(SI)(AX*1)

// UPDATE adds d times the ink to so many columns of the rows of an image's pixels.
#define UPDATE(EACH, columns, row) \
columns:           \
	EACH(LOAD)      \
row:               \
	PIXEL(0, AX, Y8) \
	EACH(ADD)       \
	ADDQ $4, DX     \
	DECQ CX         \
	JNE  row        \
	JMP  next

// func updateInkAsm(w, d *float32, stride, columns int, x *[]uint32, m int)
TEXT ·updateInkAsm(SB), NOSPLIT, $0-48
	MOVQ w+0(FP), SI
	MOVQ d+8(FP), DI
	MOVQ stride+16(FP), R8
	MOVQ x+32(FP), R13
	LEAQ ·Ink(SB), R9
	SHLQ $2, R8

image:
	MOVQ  0(R13), DX
	MOVQ  8(R13), CX
	TESTQ CX, CX
	JEQ   next
	MOVQ  columns+24(FP), AX
	CMPQ  AX, $40
	JEQ   columns40
	JLT   narrow
	CMPQ  AX, $56
	JEQ   columns56
	JLT   columns48
	UPDATE(EACH64, columns64, row64)
	UPDATE(EACH56, columns56, row56)
	UPDATE(EACH48, columns48, row48)
	UPDATE(EACH40, columns40, row40)

narrow:
	CMPQ AX, $24
	JEQ  columns24
	JGT  columns32
	CMPQ AX, $16
	JEQ  columns16
	UPDATE(EACH8, columns8, row8)
	UPDATE(EACH16, columns16, row16)
	UPDATE(EACH24, columns24, row24)
	UPDATE(EACH32, columns32, row32)

next:
	ADDQ R8, DI
	ADDQ $24, R13
	DECQ m+40(FP)
	JNE  image
	VZEROUPPER
	RET

// TERM adds to eight columns of the row, at col bytes, an image's ink times its d.
#define TERM(col, t, w) \
	VMULPS col(BX), Y13, t \
	VADDPS t, w, w

// ENTRY takes the next image of a row's list: BX becomes the address of its d, and Y13
// its ink.
#define ENTRY \
	MOVL         (DX), BX         \
	MOVBLZX      BX, R12          \
	SHRL         $8, BX           \
	IMULQ        R8, BX           \
	ADDQ         DI, BX           \
	VBROADCASTSS (R9)(R12*4), Y13 \
	ADDQ         $4, DX

// ROW takes the next row: AX becomes its address, and DX and CX its list.
#define ROW \
	MOVL  0(R13), AX \
	MOVL  4(R13), CX \
	MOVQ  8(R13), DX \
	ADDQ  $16, R13   \
	IMULQ R8, AX     \
	ADDQ  SI, AX

// func updateRowsAsm(w, d *float32, stride int, rows *inkedRow, n int)
//
// Up to 104 of the columns stay in registers for a row and all its images.
TEXT ·updateRowsAsm(SB), NOSPLIT, $0-40
	MOVQ w+0(FP), SI
	MOVQ d+8(FP), DI
	MOVQ stride+16(FP), R8
	LEAQ ·Ink(SB), R9
	MOVQ R8, R15           // columns left
	SHLQ $2, R8

block:
	MOVQ rows+24(FP), R13
	MOVQ n+32(FP), R14
	CMPQ R15, $104
	JGE  row104
	CMPQ R15, $64
	JGE  row64
	CMPQ R15, $32
	JGE  row32
	CMPQ R15, $16
	JGE  row16
	CMPQ R15, $8
	JGE  row8
	VZEROUPPER
	RET

row104:
	ROW
	VMOVUPS 0(AX), Y0
	VMOVUPS 32(AX), Y1
	VMOVUPS 64(AX), Y2
	VMOVUPS 96(AX), Y3
	VMOVUPS 128(AX), Y4
	VMOVUPS 160(AX), Y5
	VMOVUPS 192(AX), Y6
	VMOVUPS 224(AX), Y7
	VMOVUPS 256(AX), Y8
	VMOVUPS 288(AX), Y9
	VMOVUPS 320(AX), Y10
	VMOVUPS 352(AX), Y11
	VMOVUPS 384(AX), Y12

entry104:
	ENTRY
	TERM(0, Y14, Y0)
	TERM(32, Y15, Y1)
	TERM(64, Y14, Y2)
	TERM(96, Y15, Y3)
	TERM(128, Y14, Y4)
	TERM(160, Y15, Y5)
	TERM(192, Y14, Y6)
	TERM(224, Y15, Y7)
	TERM(256, Y14, Y8)
	TERM(288, Y15, Y9)
	TERM(320, Y14, Y10)
	TERM(352, Y15, Y11)
	TERM(384, Y14, Y12)
	DECQ CX
	JNE  entry104
	VMOVUPS Y0, 0(AX)
	VMOVUPS Y1, 32(AX)
	VMOVUPS Y2, 64(AX)
	VMOVUPS Y3, 96(AX)
	VMOVUPS Y4, 128(AX)
	VMOVUPS Y5, 160(AX)
	VMOVUPS Y6, 192(AX)
	VMOVUPS Y7, 224(AX)
	VMOVUPS Y8, 256(AX)
	VMOVUPS Y9, 288(AX)
	VMOVUPS Y10, 320(AX)
	VMOVUPS Y11, 352(AX)
	VMOVUPS Y12, 384(AX)
	DECQ R14
	JNE  row104
	ADDQ $416, SI
	ADDQ $416, DI
	SUBQ $104, R15
	JMP  block

row64:
	ROW
	VMOVUPS 0(AX), Y0
	VMOVUPS 32(AX), Y1
	VMOVUPS 64(AX), Y2
	VMOVUPS 96(AX), Y3
	VMOVUPS 128(AX), Y4
	VMOVUPS 160(AX), Y5
	VMOVUPS 192(AX), Y6
	VMOVUPS 224(AX), Y7

entry64:
	ENTRY
	TERM(0, Y14, Y0)
	TERM(32, Y15, Y1)
	TERM(64, Y14, Y2)
	TERM(96, Y15, Y3)
	TERM(128, Y14, Y4)
	TERM(160, Y15, Y5)
	TERM(192, Y14, Y6)
	TERM(224, Y15, Y7)
	DECQ CX
	JNE  entry64
	VMOVUPS Y0, 0(AX)
	VMOVUPS Y1, 32(AX)
	VMOVUPS Y2, 64(AX)
	VMOVUPS Y3, 96(AX)
	VMOVUPS Y4, 128(AX)
	VMOVUPS Y5, 160(AX)
	VMOVUPS Y6, 192(AX)
	VMOVUPS Y7, 224(AX)
	DECQ R14
	JNE  row64
	ADDQ $256, SI
	ADDQ $256, DI
	SUBQ $64, R15
	JMP  block

row32:
	ROW
	VMOVUPS 0(AX), Y0
	VMOVUPS 32(AX), Y1
	VMOVUPS 64(AX), Y2
	VMOVUPS 96(AX), Y3

entry32:
	ENTRY
	TERM(0, Y14, Y0)
	TERM(32, Y15, Y1)
	TERM(64, Y14, Y2)
	TERM(96, Y15, Y3)
	DECQ CX
	JNE  entry32
	VMOVUPS Y0, 0(AX)
	VMOVUPS Y1, 32(AX)
	VMOVUPS Y2, 64(AX)
	VMOVUPS Y3, 96(AX)
	DECQ R14
	JNE  row32
	ADDQ $128, SI
	ADDQ $128, DI
	SUBQ $32, R15
	JMP  block

row16:
	ROW
	VMOVUPS 0(AX), Y0
	VMOVUPS 32(AX), Y1

entry16:
	ENTRY
	TERM(0, Y14, Y0)
	TERM(32, Y15, Y1)
	DECQ CX
	JNE  entry16
	VMOVUPS Y0, 0(AX)
	VMOVUPS Y1, 32(AX)
	DECQ R14
	JNE  row16
	ADDQ $64, SI
	ADDQ $64, DI
	SUBQ $16, R15
	JMP  block

row8:
	ROW
	VMOVUPS 0(AX), Y0

entry8:
	ENTRY
	TERM(0, Y14, Y0)
	DECQ CX
	JNE  entry8
	VMOVUPS Y0, 0(AX)
	DECQ R14
	JNE  row8
	ADDQ $32, SI
	ADDQ $32, DI
	SUBQ $8, R15
	JMP  block
