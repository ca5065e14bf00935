//go:build !noasm

#include "textflag.h"

// The kernels of the first layer. Registers, in all of them:
//
//	DI  z or d of the image
//	SI  w, the first row
//	R8  stride, in bytes
//	R9  Ink, the values of the 256 bytes
//	DX  the next pixel
//	CX  pixels left in the image
//	R13 the header of the image's slice; the column, in bytes, while it waits on
//	    the stack
//
// The number of images left is on the stack, too.

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

// func accumulateInkAVX2(z, w *float32, stride int, x *[]uint32, m int, later *[]uint32, n int)
//
// Sixteen and 32 columns of z stay in registers for an image; any other number
// passes through memory once for every four rows.
TEXT ·accumulateInkAVX2(SB), NOSPLIT, $16-56
	MOVQ w+8(FP), SI
	MOVQ stride+16(FP), R8
	LEAQ ·Ink(SB), R9
	SHLQ $2, R8
	MOVQ z+0(FP), DI
	MOVQ x+24(FP), R13
	MOVQ m+32(FP), AX
	MOVQ AX, left-8(SP)

image:
	// The first ten cache lines of an image to come, which hold 160 pixels; the
	// CPU fetches by itself what follows. A prefetch beyond the memory there is
	// does nothing.
	DECQ       n+48(FP)
	JLT        now
	MOVQ       later+40(FP), AX
	ADDQ       $24, later+40(FP)
	MOVQ       (AX), AX
	PREFETCHT0 0(AX)
	PREFETCHT0 64(AX)
	PREFETCHT0 128(AX)
	PREFETCHT0 192(AX)
	PREFETCHT0 256(AX)
	PREFETCHT0 320(AX)
	PREFETCHT0 384(AX)
	PREFETCHT0 448(AX)
	PREFETCHT0 512(AX)
	PREFETCHT0 576(AX)

now:
	MOVQ  0(R13), DX
	MOVQ  8(R13), CX
	TESTQ CX, CX
	JEQ   next
	CMPQ  R8, $64
	JEQ   columns16
	CMPQ  R8, $128
	JEQ   columns32
	MOVQ    R13, header-16(SP)

four:
	SUBQ $4, CX
	JLT  rest
	PIXELS
	ADDQ SI, AX
	ADDQ SI, BX
	ADDQ SI, R10
	ADDQ SI, R11
	ADDQ $16, DX
	XORL R13, R13

fourColumns:
	VMULPS  (AX)(R13*1), Y8, Y12
	VMULPS  (BX)(R13*1), Y9, Y13
	VMULPS  (R10)(R13*1), Y10, Y14
	VMULPS  (R11)(R13*1), Y11, Y15
	VADDPS  Y13, Y12, Y12
	VADDPS  Y15, Y14, Y14
	VADDPS  Y14, Y12, Y12
	VADDPS  (DI)(R13*1), Y12, Y12
	VMOVUPS Y12, (DI)(R13*1)
	ADDQ    $32, R13
	CMPQ    R13, R8
	JLT     fourColumns
	JMP     four

rest:
	ADDQ $4, CX
	JEQ  reload

one:
	PIXEL(0, AX, Y8)
	ADDQ SI, AX
	ADDQ $4, DX
	XORL R13, R13

oneColumns:
	VMULPS  (AX)(R13*1), Y8, Y12
	VADDPS  (DI)(R13*1), Y12, Y12
	VMOVUPS Y12, (DI)(R13*1)
	ADDQ    $32, R13
	CMPQ    R13, R8
	JLT     oneColumns
	DECQ    CX
	JNE     one

reload:
	MOVQ header-16(SP), R13

next:
	ADDQ R8, DI
	ADDQ $24, R13
	DECQ left-8(SP)
	JNE  image
	VZEROUPPER
	RET

columns16:
	VMOVUPS 0(DI), Y0
	VMOVUPS 32(DI), Y1

four16:
	SUBQ $4, CX
	JLT  rest16
	PIXELS
	FOUR(0, Y0)
	FOUR(32, Y1)
	ADDQ $16, DX
	JMP  four16

rest16:
	ADDQ $4, CX
	JEQ  done16

one16:
	PIXEL(0, AX, Y8)
	ONE(0, Y0)
	ONE(32, Y1)
	ADDQ $4, DX
	DECQ CX
	JNE  one16

done16:
	VMOVUPS Y0, 0(DI)
	VMOVUPS Y1, 32(DI)
	JMP     next

columns32:
	VMOVUPS 0(DI), Y0
	VMOVUPS 32(DI), Y1
	VMOVUPS 64(DI), Y2
	VMOVUPS 96(DI), Y3

four32:
	SUBQ $4, CX
	JLT  rest32
	PIXELS
	FOUR(0, Y0)
	FOUR(32, Y1)
	FOUR(64, Y2)
	FOUR(96, Y3)
	ADDQ $16, DX
	JMP  four32

rest32:
	ADDQ $4, CX
	JEQ  done32

one32:
	PIXEL(0, AX, Y8)
	ONE(0, Y0)
	ONE(32, Y1)
	ONE(64, Y2)
	ONE(96, Y3)
	ADDQ $4, DX
	DECQ CX
	JNE  one32

done32:
	VMOVUPS Y0, 0(DI)
	VMOVUPS Y1, 32(DI)
	VMOVUPS Y2, 64(DI)
	VMOVUPS Y3, 96(DI)
	JMP     next

// ADD adds to eight columns of the row, at col bytes, the ink times d.
#define ADD(col, d) \
	VMULPS  d, Y8, Y12              \
	VADDPS  col(SI)(AX*1), Y12, Y12 \
	VMOVUPS Y12, col(SI)(AX*1)

// func updateInkAVX2(w, d *float32, stride int, x *[]uint32, m int)
//
// Sixteen and 32 columns of d stay in registers for an image.
TEXT ·updateInkAVX2(SB), NOSPLIT, $16-40
	MOVQ w+0(FP), SI
	MOVQ stride+16(FP), R8
	LEAQ ·Ink(SB), R9
	SHLQ $2, R8
	MOVQ d+8(FP), DI
	MOVQ x+24(FP), R13
	MOVQ m+32(FP), AX
	MOVQ AX, left-8(SP)

image:
	MOVQ  0(R13), DX
	MOVQ  8(R13), CX
	TESTQ CX, CX
	JEQ   next
	CMPQ  R8, $64
	JEQ   columns16
	CMPQ  R8, $128
	JEQ   columns32

row:
	PIXEL(0, AX, Y8)
	ADDQ SI, AX
	ADDQ $4, DX
	XORL BX, BX

columns:
	VMULPS  (DI)(BX*1), Y8, Y12
	VADDPS  (AX)(BX*1), Y12, Y12
	VMOVUPS Y12, (AX)(BX*1)
	ADDQ    $32, BX
	CMPQ    BX, R8
	JLT     columns
	DECQ    CX
	JNE     row

next:
	ADDQ R8, DI
	ADDQ $24, R13
	DECQ left-8(SP)
	JNE  image
	VZEROUPPER
	RET

columns16:
	VMOVUPS 0(DI), Y0
	VMOVUPS 32(DI), Y1

row16:
	PIXEL(0, AX, Y8)
	ADD(0, Y0)
	ADD(32, Y1)
	ADDQ $4, DX
	DECQ CX
	JNE  row16
	JMP  next

columns32:
	VMOVUPS 0(DI), Y0
	VMOVUPS 32(DI), Y1
	VMOVUPS 64(DI), Y2
	VMOVUPS 96(DI), Y3

row32:
	PIXEL(0, AX, Y8)
	ADD(0, Y0)
	ADD(32, Y1)
	ADD(64, Y2)
	ADD(96, Y3)
	ADDQ $4, DX
	DECQ CX
	JNE  row32
	JMP  next
