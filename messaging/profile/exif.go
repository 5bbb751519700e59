package profile

import (
	"bytes"
	"encoding/binary"
)

// orientationTag is the field of EXIF that says how the camera was held.
const orientationTag = 0x0112

// orientation is how a picture's camera was held, from 1, upright, to 8; 0 if the
// file does not say.
func orientation(data []byte) int {
	for marker, body := range segments(data) {
		if tiff, ok := bytes.CutPrefix(body, []byte("Exif\x00\x00")); ok && marker == app1 {
			return orientationIn(tiff)
		}
	}
	return 0
}

// orientationIn looks through the first directory of a TIFF file, which is what EXIF
// is inside: byte order, 42, where the directory is; fields of 12 bytes.
func orientationIn(tiff []byte) int {
	if len(tiff) < 8 {
		return 0
	}
	var order binary.ByteOrder = binary.BigEndian
	if string(tiff[:2]) == "II" {
		order = binary.LittleEndian
	}
	at := uint64(order.Uint32(tiff[4:]))
	if at+2 > uint64(len(tiff)) {
		return 0
	}
	fields, n := tiff[at+2:], int(order.Uint16(tiff[at:]))
	for ; n > 0 && len(fields) >= 12; n, fields = n-1, fields[12:] {
		if order.Uint16(fields) == orientationTag {
			return int(order.Uint16(fields[8:]))
		}
	}
	return 0
}
