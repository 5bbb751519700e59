package push

import (
	"errors"
	"fmt"

	"google.golang.org/protobuf/proto"

	"restante/offline/deposit"
	"restante/offline/pb"
)

// errWire: foreign bytes that do not mean anything here.
var errWire = errors.New("malformed")

func unmarshal(b []byte, m proto.Message) error {
	if err := proto.Unmarshal(b, m); err != nil {
		return fmt.Errorf("%w: %w", errWire, err)
	}
	return nil
}

// fixed copies exactly n bytes.
func fixed[T ~[32]byte](b []byte) (t T, err error) {
	if len(b) != len(t) {
		return t, fmt.Errorf("%w: %d bytes instead of %d", errWire, len(b), len(t))
	}
	return T(b), nil
}

func keysToWire(keys []deposit.Key) [][]byte {
	m := make([][]byte, len(keys))
	for i := range keys {
		m[i] = keys[i][:]
	}
	return m
}

func keysFromWire(m [][]byte) ([]deposit.Key, error) {
	if len(m) > maxKeys {
		return nil, errWire
	}
	keys := make([]deposit.Key, len(m))
	for i, b := range m {
		var err error
		if keys[i], err = fixed[deposit.Key](b); err != nil {
			return nil, err
		}
	}
	return keys, nil
}

func indexToWire(index []int) (m []uint32) {
	for _, i := range index {
		m = append(m, uint32(i))
	}
	return m
}

// indexFromWire accepts positions in a batch of n, growing: none comes twice.
func indexFromWire(m []uint32, n int) ([]int, error) {
	index := make([]int, 0, min(len(m), n))
	for _, i := range m {
		if int64(i) >= int64(n) || len(index) > 0 && int(i) <= index[len(index)-1] {
			return nil, errWire
		}
		index = append(index, int(i))
	}
	return index, nil
}
func done() *pb.Response { return &pb.Response{Answer: &pb.Response_Done{Done: &pb.Done{}}} }
