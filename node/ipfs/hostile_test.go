package ipfs

import (
	"context"
	"encoding/binary"
	"errors"
	"io"
	"sync"
	"testing"

	"github.com/ipfs/boxo/bitswap/message"
	"github.com/ipfs/boxo/bitswap/network/bsnet"
	blocks "github.com/ipfs/go-block-format"
	"github.com/ipfs/go-cid"
	"github.com/libp2p/go-libp2p/core/host"
	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/p2p"
)

// liar is a peer that speaks bitswap by hand. answer is called for every block
// that somebody asks it for, once.
type liar struct {
	t      *testing.T
	host   host.Host
	answer func(to peer.ID, c cid.Cid)
	mu     sync.Mutex
	asked  map[cid.Cid]bool
	tasks  sync.WaitGroup
}

// newLiar is a liar, and an exchange connected to it.
func newLiar(t *testing.T) (*liar, *Exchange, *p2p.Host) {
	t.Helper()
	h, b := newHost(t, tcpHere), newHost(t, tcpHere)
	l := &liar{t: t, host: h.Libp2p(), asked: make(map[cid.Cid]bool)}
	l.host.SetStreamHandler(bsnet.ProtocolBitswap, l.hear)
	t.Cleanup(l.tasks.Wait)
	return l, newExchange(t, b), h
}

func (l *liar) hear(s network.Stream) {
	defer s.Close()
	for {
		m, _, err := message.FromNet(s)
		if err != nil {
			return
		}
		for _, e := range m.Wantlist() {
			if !e.Cancel && l.first(e.Cid) {
				l.tasks.Go(func() { l.answer(s.Conn().RemotePeer(), e.Cid) })
			}
		}
	}
}

func (l *liar) first(c cid.Cid) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	defer func() { l.asked[c] = true }()
	return !l.asked[c]
}

// send opens a stream, as bitswap answers, and sends on it.
func (l *liar) send(to peer.ID, write func(io.Writer) error) error {
	s, err := l.host.NewStream(context.Background(), to, bsnet.ProtocolBitswap)
	if err != nil {
		return err
	}
	defer s.Close()
	if err := errors.Join(write(s), s.CloseWrite()); err != nil {
		return err
	}
	_, err = s.Read(make([]byte, 1)) // until the other side is done with it
	return err
}

func block(c cid.Cid, data []byte) func(io.Writer) error {
	m := message.New(false)
	if b, err := blocks.NewBlockWithCid(data, c); err == nil {
		m.AddBlock(b)
	}
	return m.ToNetV1
}

// Each lie comes before the truth, from the same peer and in the same form, and
// neither hides it nor passes for it.
func TestLiesAboutABlock(t *testing.T) {
	truth := []byte("the block")
	c := CID(truth)
	for name, lie := range map[string]func(io.Writer) error{
		"other bytes":   block(c, []byte("other")),
		"no bytes":      block(c, nil),
		"a large block": block(c, make([]byte, 3<<20)),
		"junk":          func(w io.Writer) error { _, err := w.Write([]byte("\x05junk!")); return err },
		"nothing":       func(w io.Writer) error { _, err := w.Write([]byte{0}); return err },
		"4 GiB":         fourGiB,
	} {
		l, client, h := newLiar(t)
		l.answer = func(to peer.ID, _ cid.Cid) {
			_ = l.send(to, lie) // how it ends is the other side's affair
			_ = l.send(to, block(c, truth))
		}
		got, err := client.GetFrom(t.Context(), c, 100, []peer.AddrInfo{h.Info()})
		if err != nil || string(got) != string(truth) {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}

// fourGiB announces a message of 4 GiB and sends until it is cut off.
func fourGiB(w io.Writer) error {
	if _, err := w.Write(binary.AppendUvarint(nil, 4<<30)); err != nil {
		return err
	}
	part := make([]byte, 1<<20)
	for range 4 << 10 {
		if _, err := w.Write(part); err != nil {
			return nil
		}
	}
	return errors.New("all of it was taken")
}

func TestFourGiBAreCutOff(t *testing.T) {
	l, client, h := newLiar(t)
	ctx, cancel := context.WithCancel(t.Context())
	l.answer = func(to peer.ID, _ cid.Cid) {
		err := l.send(to, func(w io.Writer) error {
			if err := fourGiB(w); err != nil {
				t.Error(err)
			}
			return nil
		})
		if err == nil {
			t.Error("the stream went on")
		}
		cancel()
	}
	_, err := client.GetFrom(ctx, CID([]byte("wanted")), 100, []peer.AddrInfo{h.Info()})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want the context's", err)
	}
}

// A peer that never answers costs the caller its own patience, nothing else:
// the block comes from another at once.
func TestSilentPeer(t *testing.T) {
	l, client, silent := newLiar(t)
	asked := make(chan struct{})
	l.answer = func(peer.ID, cid.Cid) { close(asked) }
	served, honest := new(memory), newHost(t, tcpHere)
	newExchange(t, honest, served)
	data := random(t, 100)
	c := CID(data)
	got := make(chan []byte)
	go func() {
		b, err := client.GetFrom(t.Context(), c, 100, []peer.AddrInfo{silent.Info()})
		if err != nil {
			t.Error(err)
		}
		got <- b
	}()
	<-asked
	served.put(data)
	if err := client.host.Connect(t.Context(), honest.Info()); err != nil {
		t.Fatal(err)
	}
	if b := <-got; string(b) != string(data) {
		t.Errorf("%d bytes", len(b))
	}
}

// Junk below a root that is right: nothing is pinned, and what is true of the
// DAG is kept.
func TestLiesBelowARoot(t *testing.T) {
	l, client, h := newLiar(t)
	from, got := openPinned(t, t.TempDir()), openPinned(t, t.TempDir())
	data := pattern(2 * chunkSize)
	root, size := addFile(t, from, data)
	ctx, cancel := context.WithCancel(t.Context())
	l.answer = func(to peer.ID, c cid.Cid) {
		b, err := from.Get(ctx, c)
		if err != nil {
			t.Error(err)
		}
		if last := CID(data[chunkSize:]); c == last {
			_ = l.send(to, block(c, b[1:]))
			cancel()
			return
		}
		_ = l.send(to, block(c, b))
	}
	if err := client.FetchDAG(ctx, got, root, size, h.Info()); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want the context's", err)
	}
	if _, err := got.Get(t.Context(), root); err != nil || len(got.Pins()) > 0 {
		t.Errorf("the root: %v, pins %v", err, got.Pins())
	}
}
