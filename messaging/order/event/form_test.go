package event

import (
	"testing"

	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/proto"

	"restante/messaging/pb"
)

// signedAs is the event of a body after somebody changed its shape, signed by its
// author all the same.
func signedAs(t *testing.T, b Body, change func(w *pb.OrderEvent)) []byte {
	t.Helper()
	k := keyFrom(t, 1)
	e := draft(b)
	e.Author = k.ID()
	raw, err := toWire(e)
	must(t, err)
	var w pb.OrderEvent
	must(t, proto.Unmarshal(raw, &w))
	change(&w)
	raw, err = marshal.Marshal(&w)
	must(t, err)
	return append(raw, k.Sign(purpose, raw)...)
}

// Whatever its author signs has to have the form that everybody writes.
func TestBadForms(t *testing.T) {
	unknown := protowire.AppendVarint(protowire.AppendTag(nil, 99, protowire.VarintType), 1)
	for name, c := range map[string]struct {
		change func(w *pb.OrderEvent)
		want   error
	}{
		"as it is":          {func(*pb.OrderEvent) {}, nil},
		"a later version":   {func(w *pb.OrderEvent) { w.Version = 2 }, ErrVersion},
		"no version":        {func(w *pb.OrderEvent) { w.Version = 0 }, ErrVersion},
		"an unknown kind":   {func(w *pb.OrderEvent) { w.Kind = 200 }, ErrKind},
		"a kind of 2^8 + 1": {func(w *pb.OrderEvent) { w.Kind = 257 }, ErrKind},
		"no kind":           {func(w *pb.OrderEvent) { w.Kind = 0 }, ErrKind},
		"no order":          {func(w *pb.OrderEvent) { w.Order = nil }, ErrMalformed},
		"a long order":      {func(w *pb.OrderEvent) { w.Order = append(w.Order, 0) }, ErrMalformed},
		"no author":         {func(w *pb.OrderEvent) { w.Author = nil }, ErrMalformed},
		"no parents":        {func(w *pb.OrderEvent) { w.Parents = nil }, ErrMalformed},
		"short parents":     {func(w *pb.OrderEvent) { w.Parents[0] = []byte{1} }, ErrMalformed},
		"parents turned":    {func(w *pb.OrderEvent) { w.Parents[0], w.Parents[1] = w.Parents[1], w.Parents[0] }, ErrMalformed},
		"a parent twice":    {func(w *pb.OrderEvent) { w.Parents[1] = w.Parents[0] }, ErrMalformed},
		"many parents":      {func(w *pb.OrderEvent) { w.Parents = manyParents(MaxParents + 1) }, ErrLimit},
		"most parents":      {func(w *pb.OrderEvent) { w.Parents = manyParents(MaxParents) }, nil},
		"no time":           {func(w *pb.OrderEvent) { w.At = 0 }, ErrMalformed},
		"long ago":          {func(w *pb.OrderEvent) { w.At = -1 << 62 }, ErrMalformed},
		"far ahead":         {func(w *pb.OrderEvent) { w.At = 1 << 62 }, ErrMalformed},
		"one field more":    {func(w *pb.OrderEvent) { w.ProtoReflect().SetUnknown(unknown) }, ErrMalformed},
		"more in the body":  {func(w *pb.OrderEvent) { w.Body = append(w.Body, unknown...) }, ErrMalformed},
		"a broken body":     {func(w *pb.OrderEvent) { w.Body = []byte{0xFF} }, ErrMalformed},
		"a zero written":    {func(w *pb.OrderEvent) { w.Body = append(w.Body, 2<<3|2, 0) }, ErrMalformed},
	} {
		_, err := Open(signedAs(t, Noted{"bank", "", 100}, c.change))
		wants(t, name, err, c.want)
	}
}

func manyParents(n int) (all [][]byte) {
	for i := range n {
		h := Hash{byte(i)}
		all = append(all, h[:])
	}
	return all
}

func TestAFirstEventIsTheFirst(t *testing.T) {
	h := Hash{1}
	_, err := Open(signedAs(t, order(t), func(w *pb.OrderEvent) { w.Parents = [][]byte{h[:]} }))
	wants(t, "with parents", err, ErrMalformed)
	_, err = Open(signedAs(t, order(t), func(w *pb.OrderEvent) { w.Order = h[:] }))
	wants(t, "with an order", err, ErrMalformed)
}

// Two lines of one field are one value to protobuf, and two hashes of one event.
func TestProtobufMerges(t *testing.T) {
	k := keyFrom(t, 1)
	_, raw, err := Sign(k, draft(Complete{Note: "a"}))
	must(t, err)
	signed, _ := split(raw)
	again := protowire.AppendVarint(protowire.AppendTag(signed, 1, protowire.VarintType), version)
	_, err = Open(append(again, k.Sign(purpose, again)...))
	wants(t, "a field twice", err, ErrMalformed)
}
