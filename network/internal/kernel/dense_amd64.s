//go:build !noasm

#include "textflag.h"

// The kernels between layers. Registers, in all of them:
//
//	SI  w, the next row
//	R8  stride, in bytes
//	DX  the next activation (or gradient) of the side of the rows
//	CX  rows left
//	DI  the vector of the side of the columns

// FOUR adds to eight columns of z, at col bytes, the products of four rows and
// the activations in Y8 to Y11; BX is three strides.
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
	VBROADCASTSS 12(DX), Y11

// func accumulateAVX2(z, w *float32, stride int, a *float32, n int)
TEXT ·accumulateAVX2(SB), NOSPLIT, $0-40
	MOVQ z+0(FP), DI
	MOVQ w+8(FP), SI
	MOVQ stride+16(FP), R8
	MOVQ a+24(FP), DX
	MOVQ n+32(FP), CX
	SHLQ $2, R8
	LEAQ (R8)(R8*2), BX
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
	ADDQ    $16, DX
	JMP     four

rest:
	ADDQ $4, CX
	JEQ  done

one:
	VBROADCASTSS (DX), Y8
	XORL         R13, R13

oneColumns:
	VMULPS  (SI)(R13*1), Y8, Y12
	VADDPS  (DI)(R13*1), Y12, Y12
	VMOVUPS Y12, (DI)(R13*1)
	ADDQ    $32, R13
	CMPQ    R13, R8
	JLT     oneColumns
	ADDQ    R8, SI
	ADDQ    $4, DX
	DECQ    CX
	JNE     one

done:
	VZEROUPPER
	RET

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
	ADDQ $16, DX
	JMP  four16

rest16:
	ADDQ $4, CX
	JEQ  done16

one16:
	VBROADCASTSS (DX), Y8
	VMULPS       0(SI), Y8, Y12
	VMULPS       32(SI), Y8, Y13
	VADDPS       Y12, Y0, Y0
	VADDPS       Y13, Y1, Y1
	ADDQ         R8, SI
	ADDQ         $4, DX
	DECQ         CX
	JNE          one16

done16:
	VMOVUPS Y0, 0(DI)
	VMOVUPS Y1, 32(DI)
	VZEROUPPER
	RET

// func updateAVX2(w *float32, stride int, a *float32, n int, d *float32)
TEXT ·updateAVX2(SB), NOSPLIT, $0-40
	MOVQ  w+0(FP), SI
	MOVQ  stride+8(FP), R8
	MOVQ  a+16(FP), DX
	MOVQ  n+24(FP), CX
	MOVQ  d+32(FP), DI
	SHLQ  $2, R8
	TESTQ CX, CX
	JEQ   done
	CMPQ  R8, $64
	JEQ   columns16

row:
	VBROADCASTSS (DX), Y8
	XORL         R13, R13

columns:
	VMULPS  (DI)(R13*1), Y8, Y12
	VADDPS  (SI)(R13*1), Y12, Y12
	VMOVUPS Y12, (SI)(R13*1)
	ADDQ    $32, R13
	CMPQ    R13, R8
	JLT     columns
	ADDQ    R8, SI
	ADDQ    $4, DX
	DECQ    CX
	JNE     row

done:
	VZEROUPPER
	RET

columns16:
	VMOVUPS 0(DI), Y0
	VMOVUPS 32(DI), Y1

row16:
	VBROADCASTSS (DX), Y8
	VMULPS       Y0, Y8, Y12
	VMULPS       Y1, Y8, Y13
	VADDPS       0(SI), Y12, Y12
	VADDPS       32(SI), Y13, Y13
	VMOVUPS      Y12, 0(SI)
	VMOVUPS      Y13, 32(SI)
	ADDQ         R8, SI
	ADDQ         $4, DX
	DECQ         CX
	JNE          row16
	VZEROUPPER
	RET

// func backwardAVX2(grad, w *float32, stride int, n int, d *float32)
//
// Four rows at a time, so that their eight lanes can be added in pairs
// together.
TEXT ·backwardAVX2(SB), NOSPLIT, $0-40
	MOVQ grad+0(FP), DX
	MOVQ w+8(FP), SI
	MOVQ stride+16(FP), R8
	MOVQ n+24(FP), CX
	MOVQ d+32(FP), DI
	SHLQ $2, R8
	LEAQ (R8)(R8*2), BX

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
	JEQ  done

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

done:
	VZEROUPPER
	RET
