//go:build !noasm

#include "textflag.h"
#include "avx512_amd64.h"

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
	AVX512(·unpack512)
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
	PREFETCHT0 (R14) \
	ADDQ $64, R14   \
	CMPQ R14, R15   \
	CMOVQHI R15, R14 \
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
	AVX512(·accumulateInk512)
	MOVQ z+0(FP), DI
	MOVQ w+8(FP), SI
	MOVQ stride+16(FP), R8
	MOVQ x+32(FP), R13
	LEAQ ·Ink(SB), R9
	SHLQ $2, R8

image:
	// R14 goes through an image to come, up to R15: with every four pixels a
	// cache line of it is asked for. Where there is none, it stays at Ink.
	MOVQ R9, R14
	MOVQ R9, R15
	DECQ n+56(FP)
	JLT  now
	MOVQ later+48(FP), AX
	ADDQ $24, later+48(FP)
	MOVQ 0(AX), R14
	MOVQ 8(AX), R15
	LEAQ (R14)(R15*2), R15

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

// SUM makes t of eight columns at SI of four rows, from a to d, times their inks.
#define SUM(a, b, c, d, inkA, inkB, inkC, inkD, t, u, v, x) \
	VMULPS (a)(SI*1), inkA, t \
	VMULPS (b)(SI*1), inkB, u \
	VMULPS (c)(SI*1), inkC, v \
	VMULPS (d)(SI*1), inkD, x \
	VADDPS u, t, t            \
	VADDPS x, v, v            \
	VADDPS v, t, t

// func accumulateEightsAsm(z, w *float32, stride, columns int, eights *inkedEight, n int, later *[]uint16, soon int)
//
// It asks for some images to come, and adds to z, in memory, the rows of eight pixels of an
// image after the other, whose number alone is uncertain. DX is the next eight, and DI is z
// of its image.
TEXT ·accumulateEightsAsm(SB), NOSPLIT, $0-64
	AVX512(·accumulateEights512)
	MOVQ later+48(FP), SI
	MOVQ soon+56(FP), CX

ask:
	DECQ CX
	JLT  asked
	MOVQ 0(SI), AX
	MOVQ 8(SI), BX
	LEAQ (AX)(BX*2), BX
	ADDQ $24, SI

line:
	CMPQ       AX, BX
	JCC        ask
	PREFETCHT0 (AX)
	ADDQ       $64, AX
	JMP        line

asked:
	MOVQ stride+16(FP), R8
	MOVQ eights+32(FP), DX
	LEAQ ·Ink(SB), R9
	SHLQ $2, R8
	SHLQ $2, columns+24(FP)

eight:
	PIXELS
	PIXEL(16, CX, Y12)
	PIXEL(20, R13, Y13)
	PIXEL(24, R14, Y14)
	PIXEL(28, R15, Y15)
	MOVL  32(DX), DI
	IMULQ R8, DI
	ADDQ  z+0(FP), DI
	MOVQ  w+8(FP), R12
	ADDQ  R12, AX
	ADDQ  R12, BX
	ADDQ  R12, R10
	ADDQ  R12, R11
	ADDQ  R12, CX
	ADDQ  R12, R13
	ADDQ  R12, R14
	ADDQ  R12, R15
	XORL  SI, SI
	MOVQ  columns+24(FP), R12

columns:
	SUM(AX, BX, R10, R11, Y8, Y9, Y10, Y11, Y0, Y1, Y2, Y3)
	SUM(CX, R13, R14, R15, Y12, Y13, Y14, Y15, Y4, Y5, Y6, Y7)
	VADDPS  (DI)(SI*1), Y0, Y0
	VADDPS  Y4, Y0, Y0
	VMOVUPS Y0, (DI)(SI*1)
	ADDQ    $32, SI
	CMPQ    SI, R12
	JLT     columns
	ADDQ    $36, DX
	DECQ    n+40(FP)
	JNE     eight
	VZEROUPPER
	RET

// ADD adds to eight columns of a row, at col bytes, its ink times d.
#define ADD(row, ink, col, d, t) \
	VMULPS  d, ink, t          \
	VADDPS  col(SI)(row*1), t, t \
	VMOVUPS t, col(SI)(row*1)
#define ADD1(col, d) ADD(AX, Y8, col, d, Y12)
#define ADD2(col, d) ADD(BX, Y9, col, d, Y13)
#define ADD3(col, d) ADD(R10, Y10, col, d, Y14)
#define ADD4(col, d) ADD(R11, Y11, col, d, Y15)

// UPDATE adds d times the ink to so many columns of the rows of an image's pixels.
#define UPDATE(EACH, columns, four, rest, one) \
columns:           \
	EACH(LOAD)      \
four:              \
	SUBQ $4, CX     \
	JLT  rest       \
	PIXELS          \
	EACH(ADD1)      \
	EACH(ADD2)      \
	EACH(ADD3)      \
	EACH(ADD4)      \
	ADDQ $16, DX    \
	JMP  four       \
rest:              \
	ADDQ $4, CX     \
	JEQ  next       \
one:               \
	PIXEL(0, AX, Y8) \
	EACH(ADD1)      \
	ADDQ $4, DX     \
	DECQ CX         \
	JNE  one        \
	JMP  next

// func updateInkAsm(w, d *float32, stride, columns int, x *[]uint32, m int)
TEXT ·updateInkAsm(SB), NOSPLIT, $0-48
	AVX512(·updateInk512)
	MOVQ w+0(FP), SI
	MOVQ d+8(FP), DI
	MOVQ stride+16(FP), R8
	MOVQ x+32(FP), R13
	LEAQ ·Ink(SB), R9
	SHLQ $2, R8

image:
	MOVQ  0(R13), DX
	MOVQ  8(R13), CX
	MOVQ  columns+24(FP), AX
	CMPQ  AX, $40
	JEQ   columns40
	JLT   narrow
	CMPQ  AX, $56
	JEQ   columns56
	JLT   columns48
	UPDATE(EACH64, columns64, four64, rest64, one64)
	UPDATE(EACH56, columns56, four56, rest56, one56)
	UPDATE(EACH48, columns48, four48, rest48, one48)
	UPDATE(EACH40, columns40, four40, rest40, one40)

narrow:
	CMPQ AX, $24
	JEQ  columns24
	JGT  columns32
	CMPQ AX, $16
	JEQ  columns16
	UPDATE(EACH8, columns8, four8, rest8, one8)
	UPDATE(EACH16, columns16, four16, rest16, one16)
	UPDATE(EACH24, columns24, four24, rest24, one24)
	UPDATE(EACH32, columns32, four32, rest32, one32)

next:
	ADDQ R8, DI
	ADDQ $24, R13
	DECQ m+40(FP)
	JNE  image
	VZEROUPPER
	RET

// TERM adds to eight columns of the row, at col bytes, an image's ink times its d.
#define TERM(col, w) \
	VMULPS col(BX), Y13, Y14 \
	VADDPS Y14, w, w

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

// BLOCK adds to so many columns of a row its list: they stay in registers for all images.
#define BLOCK(EACH, columns, block, entry) \
block:                   \
	EACH(LOADROW)        \
	MOVL 4(R13), CX      \
	MOVQ R10, DX         \
entry:                   \
	ENTRY                \
	EACH(TERM)           \
	DECQ CX              \
	JNE  entry           \
	EACH(STOREROW)       \
	ADDQ $(4*columns), AX \
	ADDQ $(4*columns), DI \
	SUBQ $columns, R15   \
	JMP  columnsLeft

// LOADROW and STOREROW move eight columns of a row between the memory and a register.
#define LOADROW(col, w) VMOVUPS col(AX), w
#define STOREROW(col, w) VMOVUPS w, col(AX)

#define EACH104(f) EACH64(f); f(256, Y8); f(288, Y9); f(320, Y10); f(352, Y11); f(384, Y12)

// func updateRowsAsm(w, d *float32, stride, columns int, ink *uint32, room int, rows *inkedRow, n int)
//
// Row after row, in blocks of columns: the blocks of a row have the same number of images,
// so only the first has to guess.
TEXT ·updateRowsAsm(SB), NOSPLIT, $0-64
	AVX512(·updateRows512)
	MOVQ w+0(FP), SI
	MOVQ stride+16(FP), R8
	MOVQ rows+48(FP), R13
	MOVQ n+56(FP), R14
	LEAQ ·Ink(SB), R9
	MOVQ room+40(FP), R11
	SHLQ $2, R8
	SHLQ $2, R11

row:
	MOVL  0(R13), AX
	MOVQ  AX, R10
	IMULQ R8, AX
	ADDQ  SI, AX          // the row
	IMULQ R11, R10
	ADDQ  ink+32(FP), R10 // its list
	MOVQ d+8(FP), DI
	MOVQ columns+24(FP), R15

columnsLeft:
	CMPQ R15, $104
	JGE  block104
	CMPQ R15, $64
	JGE  block64
	CMPQ R15, $32
	JGE  block32
	CMPQ R15, $16
	JGE  block16
	CMPQ R15, $8
	JGE  block8
	ADDQ $8, R13
	DECQ R14
	JNE  row
	VZEROUPPER
	RET
	BLOCK(EACH104, 104, block104, entry104)
	BLOCK(EACH64, 64, block64, entry64)
	BLOCK(EACH32, 32, block32, entry32)
	BLOCK(EACH16, 16, block16, entry16)
	BLOCK(EACH8, 8, block8, entry8)
