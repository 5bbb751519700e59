package ipns

import (
	"bytes"
	"fmt"
	"strings"

	stock "github.com/ipfs/boxo/ipns"
	"github.com/ipfs/boxo/ipns/pb"
	"github.com/ipfs/go-cid"
	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/proto"

	"restante/node/ipfs"
)

// Numbers of the two fields; the package comment draws them.
const (
	signatureField = 8
	dataField      = 9
)

// prefix comes before the root in a record's value.
const prefix = "/ipfs/"

func toWire(r *stock.Record) ([]byte, error) {
	b, err := stock.MarshalRecord(r)
	if err != nil {
		return nil, fmt.Errorf("encoding an IPNS record: %w", err)
	}
	return oneForm(b)
}

// oneForm writes signature and data of a record in the one form that is accepted.
func oneForm(b []byte) ([]byte, error) {
	var m pb.IpnsRecord
	if err := proto.Unmarshal(b, &m); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	var one []byte
	one = protowire.AppendBytes(protowire.AppendTag(one, signatureField, protowire.BytesType), m.GetSignatureV2())
	one = protowire.AppendBytes(protowire.AppendTag(one, dataField, protowire.BytesType), m.GetData())
	return one, nil
}

// fromWire decodes a record and checks neither owner nor dates.
func fromWire(b []byte) (*stock.Record, error) {
	if len(b) > MaxSize {
		return nil, ErrTooLarge
	}
	one, err := oneForm(b)
	if err != nil {
		return nil, err
	}
	if !bytes.Equal(one, b) {
		return nil, fmt.Errorf("%w: it has other fields, or they are in another order", ErrMalformed)
	}
	r, err := stock.UnmarshalRecord(b)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	return r, nil
}

// recordOf is what a record says, without its owner.
func recordOf(w *stock.Record) (r Record, err error) {
	if r.Root, err = rootOf(w); err != nil {
		return Record{}, err
	}
	if r.Sequence, err = w.Sequence(); err != nil {
		return Record{}, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	if r.Until, err = w.Validity(); err != nil {
		return Record{}, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	return r, nil
}

func rootOf(w *stock.Record) (cid.Cid, error) {
	value, err := w.Value()
	if err != nil {
		return cid.Undef, fmt.Errorf("%w: %w", ErrPath, err)
	}
	name, ok := strings.CutPrefix(value.String(), prefix)
	if !ok {
		return cid.Undef, fmt.Errorf("%w: %s", ErrPath, value)
	}
	root, err := cid.Decode(name)
	if err != nil {
		return cid.Undef, fmt.Errorf("%w: %w", ErrPath, err)
	}
	return root, checkRoot(root)
}

// checkRoot accepts what package ipfs keeps under a pin.
func checkRoot(root cid.Cid) error {
	if !root.Defined() || root.Version() != 1 || root.Type() != cid.Raw && root.Type() != cid.DagProtobuf {
		return ErrPath
	}
	if _, err := ipfs.DigestOf(root); err != nil {
		return fmt.Errorf("%w: %w", ErrPath, err)
	}
	return nil
}
