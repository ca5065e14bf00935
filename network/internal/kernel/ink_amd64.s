//go:build !noasm

#include "textflag.h"

// The kernels of the first layer, for 8, 16, 32 or 64 of the columns, which stay in
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

// func accumulateInkAsm(z, w *float32, stride, columns int, x *[]uint32, m int, later *[]uint32, n int)
TEXT ·accumulateInkAsm(SB), NOSPLIT, $0-64
	MOVQ z+0(FP), DI
	MOVQ w+8(FP), SI
	MOVQ stride+16(FP), R8
	MOVQ x+32(FP), R13
	LEAQ ·Ink(SB), R9
	SHLQ $2, R8

image:
	// The first ten cache lines of an image to come, which hold 160 pixels; the
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
	PREFETCHT0 320(AX)
	PREFETCHT0 384(AX)
	PREFETCHT0 448(AX)
	PREFETCHT0 512(AX)
	PREFETCHT0 576(AX)

now:
	MOVQ 0(R13), DX
	MOVQ 8(R13), CX
	MOVQ columns+24(FP), AX
	CMPQ AX, $16
	JEQ  columns16
	CMPQ AX, $32
	JEQ  columns32
	JGT  columns64

columns8:
	VMOVUPS 0(DI), Y0

four8:
	SUBQ $4, CX
	JLT  rest8
	PIXELS
	FOUR(0, Y0)
	ADDQ $16, DX
	JMP  four8

rest8:
	ADDQ $4, CX
	JEQ  done8

one8:
	PIXEL(0, AX, Y8)
	ONE(0, Y0)
	ADDQ $4, DX
	DECQ CX
	JNE  one8

done8:
	VMOVUPS Y0, 0(DI)
	JMP     next

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

columns64:
	VMOVUPS 0(DI), Y0
	VMOVUPS 32(DI), Y1
	VMOVUPS 64(DI), Y2
	VMOVUPS 96(DI), Y3
	VMOVUPS 128(DI), Y4
	VMOVUPS 160(DI), Y5
	VMOVUPS 192(DI), Y6
	VMOVUPS 224(DI), Y7

four64:
	SUBQ $4, CX
	JLT  rest64
	PIXELS
	FOUR(0, Y0)
	FOUR(32, Y1)
	FOUR(64, Y2)
	FOUR(96, Y3)
	FOUR(128, Y4)
	FOUR(160, Y5)
	FOUR(192, Y6)
	FOUR(224, Y7)
	ADDQ $16, DX
	JMP  four64

rest64:
	ADDQ $4, CX
	JEQ  done64

one64:
	PIXEL(0, AX, Y8)
	ONE(0, Y0)
	ONE(32, Y1)
	ONE(64, Y2)
	ONE(96, Y3)
	ONE(128, Y4)
	ONE(160, Y5)
	ONE(192, Y6)
	ONE(224, Y7)
	ADDQ $4, DX
	DECQ CX
	JNE  one64

done64:
	VMOVUPS Y0, 0(DI)
	VMOVUPS Y1, 32(DI)
	VMOVUPS Y2, 64(DI)
	VMOVUPS Y3, 96(DI)
	VMOVUPS Y4, 128(DI)
	VMOVUPS Y5, 160(DI)
	VMOVUPS Y6, 192(DI)
	VMOVUPS Y7, 224(DI)

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
	CMPQ  AX, $16
	JEQ   columns16
	CMPQ  AX, $32
	JEQ   columns32
	JGT   columns64

columns8:
	VMOVUPS 0(DI), Y0

row8:
	PIXEL(0, AX, Y8)
	ADD(0, Y0)
	ADDQ $4, DX
	DECQ CX
	JNE  row8
	JMP  next

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

columns64:
	VMOVUPS 0(DI), Y0
	VMOVUPS 32(DI), Y1
	VMOVUPS 64(DI), Y2
	VMOVUPS 96(DI), Y3
	VMOVUPS 128(DI), Y4
	VMOVUPS 160(DI), Y5
	VMOVUPS 192(DI), Y6
	VMOVUPS 224(DI), Y7

row64:
	PIXEL(0, AX, Y8)
	ADD(0, Y0)
	ADD(32, Y1)
	ADD(64, Y2)
	ADD(96, Y3)
	ADD(128, Y4)
	ADD(160, Y5)
	ADD(192, Y6)
	ADD(224, Y7)
	ADDQ $4, DX
	DECQ CX
	JNE  row64

next:
	ADDQ R8, DI
	ADDQ $24, R13
	DECQ m+40(FP)
	JNE  image
	VZEROUPPER
	RET
