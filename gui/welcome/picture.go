package welcome

import (
	"bytes"
	"image"
	"image/jpeg"
	"io"

	"restante/messaging/profile"
)

// readPicture gives a file's bytes and the small picture that others will see. Of a
// file that is too large no more is read than shows that.
func readPicture(f io.ReadCloser) (file []byte, face image.Image, err error) {
	defer f.Close()
	file, err = io.ReadAll(io.LimitReader(f, profile.MaxData+1))
	if err != nil {
		return nil, nil, err
	}
	small, err := profile.Preview(file)
	if err != nil {
		return nil, nil, err
	}
	face, err = jpeg.Decode(bytes.NewReader(small))
	return file, face, err
}
