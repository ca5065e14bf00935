//go:build !noasm

#include "textflag.h"

// The kernels of dense_amd64.s in 512 bits, for layers of sixteen columns, such as those of ten
// outputs: a row is one register. Registers as there, but all columns are done at once.

// func accumulate512(z, w *float32, stride int, a *float32, step, n, m int)
TEXT ·accumulate512(SB), NOSPLIT, $0-56
	MOVQ z+0(FP), DI
	MOVQ w+8(FP), R12
	MOVQ a+24(FP), AX
	MOVQ step+32(FP), R9
	MOVQ n+40(FP), R10
	MOVQ m+48(FP), R11
	SHLQ $2, R9

example:
	MOVQ    R12, SI
	MOVQ    AX, DX
	MOVQ    R10, CX
	VMOVUPS (DI), Z0
	JMP     four

rows:
	VBROADCASTSS 0(DX), Z8
	VBROADCASTSS 4(DX), Z9
	VBROADCASTSS 8(DX), Z10
	VBROADCASTSS 12(DX), Z11
	VMULPS       0(SI), Z8, Z8
	VMULPS       64(SI), Z9, Z9
	VMULPS       128(SI), Z10, Z10
	VMULPS       192(SI), Z11, Z11
	VADDPS       Z9, Z8, Z8
	VADDPS       Z11, Z10, Z10
	VADDPS       Z10, Z8, Z8
	VADDPS       Z8, Z0, Z0
	ADDQ         $16, DX
	ADDQ         $256, SI

four:
	SUBQ $4, CX
	JGE  rows
	ADDQ $4, CX
	JEQ  next

row:
	VBROADCASTSS (DX), Z8
	VMULPS       (SI), Z8, Z8
	VADDPS       Z8, Z0, Z0
	ADDQ         $4, DX
	ADDQ         $64, SI
	DECQ         CX
	JNE          row

next:
	VMOVUPS Z0, (DI)
	ADDQ    $64, DI
	ADDQ    R9, AX
	DECQ    R11
	JNE     example
	VZEROUPPER
	RET

// func update512(w *float32, stride int, a, d *float32, n, m int)
//
// Eight examples at a time, whose d stay in registers, so that a row is read and written once
// for the eight; to each weight they are still added one after another.
TEXT ·update512(SB), NOSPLIT, $0-48
	MOVQ w+0(FP), R12
	MOVQ a+16(FP), AX
	MOVQ d+24(FP), DI
	MOVQ n+32(FP), R10
	MOVQ m+40(FP), R11
	LEAQ 7(R10), R9
	ANDQ $~7, R9
	SHLQ $2, R9
	LEAQ (R9)(R9*2), R13
	LEAQ (R9)(R9*4), R14
	LEAQ (R13)(R9*4), R15

examples:
	SUBQ    $8, R11
	JLT     rest
	MOVQ    R12, SI
	MOVQ    AX, DX
	MOVQ    R10, CX
	VMOVUPS 0(DI), Z0
	VMOVUPS 64(DI), Z1
	VMOVUPS 128(DI), Z2
	VMOVUPS 192(DI), Z3
	VMOVUPS 256(DI), Z4
	VMOVUPS 320(DI), Z5
	VMOVUPS 384(DI), Z6
	VMOVUPS 448(DI), Z7

row:
	VMULPS.BCST (DX), Z0, Z8
	VMULPS.BCST (DX)(R9*1), Z1, Z9
	VMULPS.BCST (DX)(R9*2), Z2, Z10
	VMULPS.BCST (DX)(R13*1), Z3, Z11
	VMULPS.BCST (DX)(R9*4), Z4, Z12
	VMULPS.BCST (DX)(R14*1), Z5, Z13
	VMULPS.BCST (DX)(R13*2), Z6, Z14
	VMULPS.BCST (DX)(R15*1), Z7, Z15
	VADDPS      (SI), Z8, Z8
	VADDPS      Z9, Z8, Z8
	VADDPS      Z10, Z8, Z8
	VADDPS      Z11, Z8, Z8
	VADDPS      Z12, Z8, Z8
	VADDPS      Z13, Z8, Z8
	VADDPS      Z14, Z8, Z8
	VADDPS      Z15, Z8, Z8
	VMOVUPS     Z8, (SI)
	ADDQ        $64, SI
	ADDQ        $4, DX
	DECQ        CX
	JNE         row
	ADDQ        $512, DI
	LEAQ        (AX)(R9*8), AX
	JMP         examples

rest:
	ADDQ $8, R11
	JEQ  return

example:
	MOVQ    R12, SI
	MOVQ    AX, DX
	MOVQ    R10, CX
	VMOVUPS (DI), Z0

exampleRow:
	VMULPS.BCST (DX), Z0, Z8
	VADDPS      (SI), Z8, Z8
	VMOVUPS     Z8, (SI)
	ADDQ        $64, SI
	ADDQ        $4, DX
	DECQ        CX
	JNE         exampleRow
	ADDQ        $64, DI
	ADDQ        R9, AX
	DECQ        R11
	JNE         example

return:
	VZEROUPPER
	RET

// HALVES makes sums of the eight lanes of two rows, each 0 + its lower half + its upper half,
// beside each other.
#define HALVES(a, b, s) \
	VSHUFF32X4 $0x44, b, a, s \
	VSHUFF32X4 $0xee, b, a, a \
	VADDPS     s, Z30, s      \
	VADDPS     a, s, s

// PAIRS adds neighbours: those of a in the lower half of each 128 bits, of b in the upper.
#define PAIRS(a, b, t) \
	VSHUFPS $0xdd, b, a, t \
	VSHUFPS $0x88, b, a, a \
	VADDPS  t, a, a

// SUMS makes Y8 the sums of the products of eight rows in Z0 to Z7.
#define SUMS \
	HALVES(Z0, Z4, Z8)         \
	HALVES(Z1, Z5, Z9)         \
	HALVES(Z2, Z6, Z10)        \
	HALVES(Z3, Z7, Z11)        \
	PAIRS(Z8, Z9, Z12)         \
	PAIRS(Z10, Z11, Z13)       \
	PAIRS(Z8, Z10, Z12)        \
	VSHUFF32X4 $0xdd, Z8, Z8, Z9 \
	VSHUFF32X4 $0x88, Z8, Z8, Z8 \
	VADDPS     Y9, Y8, Y8

// rows is a mask for each of seven rows that are there and of seven that are not.
DATA rows<>+0(SB)/8, $0xffffffffffffffff
DATA rows<>+8(SB)/8, $0x0000ffffffffffff
DATA rows<>+16(SB)/8, $0
DATA rows<>+24(SB)/8, $0
GLOBL rows<>(SB), RODATA|NOPTR, $32

// func backward512(grad, w *float32, stride int, d *float32, n, m int)
//
// Eight rows at a time, so that their lanes can be added in pairs together. Where fewer are
// left, K1 to K7 tell whether the second to the eighth is there.
TEXT ·backward512(SB), NOSPLIT, $0-48
	MOVQ   grad+0(FP), AX
	MOVQ   w+8(FP), R12
	MOVQ   d+24(FP), DI
	MOVQ   n+32(FP), R10
	MOVQ   m+40(FP), R11
	LEAQ   7(R10), R9
	ANDQ   $~7, R9
	SHLQ   $2, R9
	VPXORD Z30, Z30, Z30

	// R14 has a bit for each row that is left in the end
	MOVQ R10, CX
	ANDQ $7, CX
	MOVL $1, R14
	SHLL CX, R14
	DECL R14
	LEAQ rows<>+16(SB), BX
	ADDQ CX, CX
	SUBQ CX, BX
	KMOVW 2(BX), K2
	KMOVW 4(BX), K3
	KMOVW 6(BX), K4
	KMOVW 8(BX), K5
	KMOVW 10(BX), K6
	KMOVW 12(BX), K7

example:
	MOVQ    R12, SI
	MOVQ    AX, DX
	MOVQ    R10, CX
	VMOVUPS (DI), Z31

eight:
	SUBQ    $8, CX
	JLT     rest
	VMULPS  0(SI), Z31, Z0
	VMULPS  64(SI), Z31, Z1
	VMULPS  128(SI), Z31, Z2
	VMULPS  192(SI), Z31, Z3
	VMULPS  256(SI), Z31, Z4
	VMULPS  320(SI), Z31, Z5
	VMULPS  384(SI), Z31, Z6
	VMULPS  448(SI), Z31, Z7
	SUMS
	VMOVUPS Y8, (DX)
	ADDQ    $512, SI
	ADDQ    $32, DX
	JMP     eight

rest:
	ADDQ     $8, CX
	JEQ      next
	KMOVW    (BX), K1
	VMULPS   0(SI), Z31, Z0
	VMULPS.Z 64(SI), Z31, K1, Z1
	VMULPS.Z 128(SI), Z31, K2, Z2
	VMULPS.Z 192(SI), Z31, K3, Z3
	VMULPS.Z 256(SI), Z31, K4, Z4
	VMULPS.Z 320(SI), Z31, K5, Z5
	VMULPS.Z 384(SI), Z31, K6, Z6
	VMULPS.Z 448(SI), Z31, K7, Z7
	SUMS
	KMOVW    R14, K1
	VMOVUPS  Y8, K1, (DX)

next:
	ADDQ $64, DI
	ADDQ R9, AX
	DECQ R11
	JNE  example
	VZEROUPPER
	RET
