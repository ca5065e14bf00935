//go:build !noasm

#include "textflag.h"
#include "avx512_amd64.h"

// The kernels between layers. Registers, in all of them:
//
//	SI  w, the next row
//	R8  stride, in bytes
//	DX  the next value of the side of the rows: activation or gradient
//	R9  from one example to the next on that side, in bytes
//	CX  rows left
//	DI  the vector of the side of the columns
//	R11 examples left
//	R13 the column, in bytes

// SIXTEEN goes on with the kernel's 512-bit twin where there are sixteen columns.
#define SIXTEEN(stride, twin) \
	CMPQ stride, $16 \
	JNE  4(PC)       \
	AVX512(twin)

// FOUR adds to eight columns of z the products of four rows, beginning at
// col(SI), and the activations in Y8 to Y11; BX is three strides.
#define FOUR(col, z) \
	VMULPS col(SI), Y8, Y12         \
	VMULPS col(SI)(R8*1), Y9, Y13   \
	VMULPS col(SI)(R8*2), Y10, Y14  \
	VMULPS col(SI)(BX*1), Y11, Y15  \
	VADDPS Y13, Y12, Y12            \
	VADDPS Y15, Y14, Y14            \
	VADDPS Y14, Y12, Y12            \
	VADDPS Y12, z, z

#define ACTIVATIONS \
	VBROADCASTSS 0(DX), Y8   \
	VBROADCASTSS 4(DX), Y9   \
	VBROADCASTSS 8(DX), Y10  \
	VBROADCASTSS 12(DX), Y11 \
	ADDQ         $16, DX

// func accumulateAsm(z, w *float32, stride int, a *float32, step, n, m int)
//
// Sixteen columns of z, those of a layer of ten outputs, stay in registers; any
// other number passes through memory once for every four rows.
TEXT ·accumulateAsm(SB), NOSPLIT, $0-56
	SIXTEEN(stride+16(FP), ·accumulate512)
	MOVQ z+0(FP), DI
	MOVQ w+8(FP), R12
	MOVQ stride+16(FP), R8
	MOVQ a+24(FP), AX
	MOVQ step+32(FP), R9
	MOVQ n+40(FP), R10
	MOVQ m+48(FP), R11
	SHLQ $2, R8
	SHLQ $2, R9
	LEAQ (R8)(R8*2), BX

example:
	MOVQ R12, SI
	MOVQ AX, DX
	MOVQ R10, CX
	CMPQ R8, $64
	JEQ  columns16

four:
	SUBQ $4, CX
	JLT  rest
	ACTIVATIONS
	XORL R13, R13

fourColumns:
	VMOVUPS (DI)(R13*1), Y0
	FOUR(0, Y0)
	VMOVUPS Y0, (DI)(R13*1)
	ADDQ    $32, SI
	ADDQ    $32, R13
	CMPQ    R13, R8
	JLT     fourColumns
	ADDQ    BX, SI
	JMP     four

rest:
	ADDQ $4, CX
	JEQ  next

one:
	VBROADCASTSS (DX), Y8
	ADDQ         $4, DX
	XORL         R13, R13

oneColumns:
	VMULPS  (SI)(R13*1), Y8, Y12
	VADDPS  (DI)(R13*1), Y12, Y12
	VMOVUPS Y12, (DI)(R13*1)
	ADDQ    $32, R13
	CMPQ    R13, R8
	JLT     oneColumns
	ADDQ    R8, SI
	DECQ    CX
	JNE     one
	JMP     next

columns16:
	VMOVUPS 0(DI), Y0
	VMOVUPS 32(DI), Y1

four16:
	SUBQ $4, CX
	JLT  rest16
	ACTIVATIONS
	FOUR(0, Y0)
	FOUR(32, Y1)
	LEAQ (SI)(R8*4), SI
	JMP  four16

rest16:
	ADDQ $4, CX
	JEQ  done16

one16:
	VBROADCASTSS (DX), Y8
	ADDQ         $4, DX
	VMULPS       0(SI), Y8, Y12
	VMULPS       32(SI), Y8, Y13
	VADDPS       Y12, Y0, Y0
	VADDPS       Y13, Y1, Y1
	ADDQ         R8, SI
	DECQ         CX
	JNE          one16

done16:
	VMOVUPS Y0, 0(DI)
	VMOVUPS Y1, 32(DI)

next:
	ADDQ R8, DI
	ADDQ R9, AX
	DECQ R11
	JNE  example
	VZEROUPPER
	RET

// func updateAsm(w *float32, stride int, a, d *float32, n, m int)
//
// Four examples at a time, so that a row is read and written once for the four;
// to each weight they are still added one after another.
TEXT ·updateAsm(SB), NOSPLIT, $0-48
	SIXTEEN(stride+8(FP), ·update512)
	MOVQ w+0(FP), R12
	MOVQ stride+8(FP), R8
	MOVQ a+16(FP), AX
	MOVQ d+24(FP), DI
	MOVQ n+32(FP), R10
	MOVQ m+40(FP), R11
	SHLQ $2, R8
	LEAQ 7(R10), R9
	ANDQ $~7, R9
	SHLQ $2, R9

four:
	SUBQ $4, R11
	JLT  rest
	MOVQ R12, SI
	MOVQ AX, DX
	MOVQ R10, CX

fourRows:
	LEAQ         (DX)(R9*2), BX
	VBROADCASTSS (DX), Y8
	VBROADCASTSS (DX)(R9*1), Y9
	VBROADCASTSS (BX), Y10
	VBROADCASTSS (BX)(R9*1), Y11
	ADDQ         $4, DX
	MOVQ         DI, BX
	MOVQ         R8, R13

fourColumns:
	VMULPS  (BX), Y8, Y12
	VMULPS  (BX)(R8*1), Y9, Y13
	VMULPS  (BX)(R8*2), Y10, Y14
	ADDQ    R8, BX
	VMULPS  (BX)(R8*2), Y11, Y15
	SUBQ    R8, BX
	VADDPS  (SI), Y12, Y12
	VADDPS  Y13, Y12, Y12
	VADDPS  Y14, Y12, Y12
	VADDPS  Y15, Y12, Y12
	VMOVUPS Y12, (SI)
	ADDQ    $32, SI
	ADDQ    $32, BX
	SUBQ    $32, R13
	JNE     fourColumns
	DECQ    CX
	JNE     fourRows
	LEAQ    (AX)(R9*4), AX
	LEAQ    (DI)(R8*4), DI
	JMP     four

rest:
	ADDQ $4, R11
	JEQ  done

one:
	MOVQ R12, SI
	MOVQ AX, DX
	MOVQ R10, CX

oneRow:
	VBROADCASTSS (DX), Y8
	ADDQ         $4, DX
	XORL         R13, R13

oneColumns:
	VMULPS  (DI)(R13*1), Y8, Y12
	VADDPS  (SI)(R13*1), Y12, Y12
	VMOVUPS Y12, (SI)(R13*1)
	ADDQ    $32, R13
	CMPQ    R13, R8
	JLT     oneColumns
	ADDQ    R8, SI
	DECQ    CX
	JNE     oneRow
	ADDQ    R9, AX
	ADDQ    R8, DI
	DECQ    R11
	JNE     one

done:
	VZEROUPPER
	RET

// func backwardAsm(grad, w *float32, stride int, d *float32, n, m int)
//
// Four rows at a time, so that their lanes can be added in pairs together.
TEXT ·backwardAsm(SB), NOSPLIT, $0-48
	SIXTEEN(stride+16(FP), ·backward512)
	MOVQ grad+0(FP), AX
	MOVQ w+8(FP), R12
	MOVQ stride+16(FP), R8
	MOVQ d+24(FP), DI
	MOVQ n+32(FP), R10
	MOVQ m+40(FP), R11
	SHLQ $2, R8
	LEAQ (R8)(R8*2), BX
	LEAQ 7(R10), R9
	ANDQ $~7, R9
	SHLQ $2, R9

example:
	MOVQ R12, SI
	MOVQ AX, DX
	MOVQ R10, CX

four:
	SUBQ   $4, CX
	JLT    rest
	VXORPS Y0, Y0, Y0
	VXORPS Y1, Y1, Y1
	VXORPS Y2, Y2, Y2
	VXORPS Y3, Y3, Y3
	XORL   R13, R13

fourColumns:
	VMOVUPS (DI)(R13*1), Y8
	VMULPS  (SI), Y8, Y4
	VMULPS  (SI)(R8*1), Y8, Y5
	VMULPS  (SI)(R8*2), Y8, Y6
	VMULPS  (SI)(BX*1), Y8, Y7
	VADDPS  Y4, Y0, Y0
	VADDPS  Y5, Y1, Y1
	VADDPS  Y6, Y2, Y2
	VADDPS  Y7, Y3, Y3
	ADDQ    $32, SI
	ADDQ    $32, R13
	CMPQ    R13, R8
	JLT     fourColumns

	// VHADDPS adds neighbours; after two of them each half of Y0 holds the
	// sums of four lanes of the four rows.
	VHADDPS      Y1, Y0, Y0
	VHADDPS      Y3, Y2, Y2
	VHADDPS      Y2, Y0, Y0
	VEXTRACTF128 $1, Y0, X1
	VADDPS       X1, X0, X0
	VMOVUPS      X0, (DX)
	ADDQ         BX, SI
	ADDQ         $16, DX
	JMP          four

rest:
	ADDQ $4, CX
	JEQ  next

one:
	VXORPS Y0, Y0, Y0
	XORL   R13, R13

oneColumns:
	VMOVUPS (DI)(R13*1), Y8
	VMULPS  (SI)(R13*1), Y8, Y4
	VADDPS  Y4, Y0, Y0
	ADDQ    $32, R13
	CMPQ    R13, R8
	JLT     oneColumns
	VHADDPS      Y0, Y0, Y0
	VHADDPS      Y0, Y0, Y0
	VEXTRACTF128 $1, Y0, X1
	VADDSS       X1, X0, X0
	VMOVSS       X0, (DX)
	ADDQ         R8, SI
	ADDQ         $4, DX
	DECQ         CX
	JNE          one

next:
	ADDQ R8, DI
	ADDQ R9, AX
	DECQ R11
	JNE  example
	VZEROUPPER
	RET
