// Package onnx has the messages of ONNX files, generated from the definitions that
// the ONNX project publishes (onnx.proto, Apache License 2.0; IR version 8):
//
//	protoc --go_out=. --go_opt=paths=source_relative onnx.proto
package onnx
