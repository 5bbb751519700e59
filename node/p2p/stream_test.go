package p2p

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"sync"
	"testing"
	"time"

	"google.golang.org/protobuf/types/known/wrapperspb"
)

func TestEcho(t *testing.T) {
	for name, addr := range map[string]string{"quic": quicHere, "tcp": tcpHere} {
		t.Run(name, func(t *testing.T) {
			a, b := pair(t, listenOn(addr))
			b.Handle("/test/1", Limits{}, echo)
			s := open(t, a, b, Limits{})
			for _, size := range []int{0, 1, 1 << 10, 64 << 10} {
				sent := wrapperspb.Bytes(bytes.Repeat([]byte{5}, max(0, size-8)))
				got := new(wrapperspb.BytesValue)
				if err := errors.Join(s.Send(sent), s.Receive(got)); err != nil {
					t.Fatal(err)
				}
				if !bytes.Equal(got.Value, sent.Value) {
					t.Errorf("size %d came back as %d bytes", len(sent.Value), len(got.Value))
				}
			}
			if s.Remote() != b.ID() {
				t.Error("the stream has another remote peer")
			}
		})
	}
}

func TestFrameTooLargeIsRefusedByBothSides(t *testing.T) {
	a, b := pair(t)
	refused := make(chan error, 1)
	b.Handle("/test/1", Limits{Frame: 100}, func(_ context.Context, s *Stream) error {
		_, err := s.ReceiveBytes()
		refused <- err
		return err
	})
	s := open(t, a, b, Limits{Frame: 1000})
	if err := s.SendBytes(make([]byte, 1001)); !errors.Is(err, ErrFrameTooLarge) {
		t.Errorf("sent more than agreed: %v", err)
	}
	if err := s.SendBytes(make([]byte, 101)); err != nil {
		t.Fatal(err)
	}
	if err := <-refused; !errors.Is(err, ErrFrameTooLarge) {
		t.Errorf("received more than agreed: %v", err)
	}
	if _, err := s.ReceiveBytes(); err == nil || err == io.EOF {
		t.Errorf("the stream was not reset: %v", err)
	}
}

func TestDeadlineEndsACall(t *testing.T) {
	a, b := pair(t)
	b.Handle("/test/1", Limits{}, func(ctx context.Context, s *Stream) error {
		<-ctx.Done() // never answers
		return nil
	})
	s := open(t, a, b, Limits{})
	s.Deadline(time.Millisecond)
	if _, err := s.ReceiveBytes(); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("error %v, want a deadline", err)
	}
}

func TestCloseDeliversWhatWasSent(t *testing.T) {
	a, b := pair(t)
	got := make(chan string, 1)
	b.Handle("/test/1", Limits{}, func(_ context.Context, s *Stream) error {
		body, err := s.ReceiveBytes()
		if err != nil {
			return err
		}
		_, err = s.ReceiveBytes()
		if err != io.EOF {
			t.Errorf("after the last frame %v, want io.EOF", err)
		}
		got <- string(body)
		return s.SendBytes([]byte("too late to be read, and no error"))
	})
	s := open(t, a, b, Limits{})
	if err := errors.Join(s.SendBytes([]byte("last words")), s.Close(), s.Close()); err != nil {
		t.Fatal(err)
	}
	if text := <-got; text != "last words" {
		t.Errorf("received %q", text)
	}
}

func TestResetEndsAWaitingCall(t *testing.T) {
	a, b := pair(t)
	b.Handle("/test/1", Limits{}, echo)
	s := open(t, a, b, Limits{})
	ctx, cancel := context.WithCancel(t.Context())
	defer context.AfterFunc(ctx, s.Reset)()
	ended := make(chan error)
	go func() {
		_, err := s.ReceiveBytes()
		ended <- err
	}()
	cancel()
	if err := <-ended; err == nil {
		t.Error("received from a stream that was reset")
	}
}

func TestConcurrentSendsKeepFramesWhole(t *testing.T) {
	const senders, frames = 8, 50
	a, b := pair(t)
	b.Handle("/test/1", Limits{}, func(_ context.Context, s *Stream) error {
		for range senders * frames {
			body, err := s.ReceiveBytes()
			if err != nil {
				return err
			}
			if len(bytes.Trim(body, string(body[:1]))) > 0 {
				t.Error("frames were mixed")
			}
		}
		return s.SendBytes([]byte("all"))
	})
	s := open(t, a, b, Limits{})
	var group sync.WaitGroup
	for i := range senders {
		group.Go(func() {
			for range frames {
				if err := s.SendBytes(bytes.Repeat([]byte{byte(i)}, 3000)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
	if body, err := s.ReceiveBytes(); err != nil || string(body) != "all" {
		t.Errorf("%q, %v", body, err)
	}
}
