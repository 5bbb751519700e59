package settings

import (
	"context"
	"errors"
	"testing"

	"restante/node/event"
	"restante/node/vault/vaulttest"
)

func open(t *testing.T, dir string) *Service {
	t.Helper()
	return &Service{Vault: vaulttest.Open(t, dir, Schema), Bus: new(event.Bus)}
}

func (s *Service) want(t *testing.T, want Settings) {
	t.Helper()
	got, err := s.Get(t.Context())
	if err != nil || got != want {
		t.Errorf("the settings are %+v, %v; want %+v", got, err, want)
	}
}

func TestDefault(t *testing.T) {
	open(t, t.TempDir()).want(t, Settings{ReadReceipts: true, Typing: true, LastSeen: true, Hold: false, HoldQuota: 1 << 30})
}

// Each field is kept as it was set, whatever the others are, across a restart.
func TestSetIsKept(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	for _, to := range []Settings{
		{ReadReceipts: true, HoldQuota: MinHoldQuota}, {Typing: true, HoldQuota: MaxHoldQuota},
		{LastSeen: true, HoldQuota: 1 << 33}, {Hold: true, HoldQuota: 1 << 25},
	} {
		if err := s.Set(t.Context(), to); err != nil {
			t.Fatal(err)
		}
		s.want(t, to)
	}
	if err := s.Vault.Close(); err != nil {
		t.Fatal(err)
	}
	open(t, dir).want(t, Settings{Hold: true, HoldQuota: 1 << 25})
}

func TestQuotaHasLimits(t *testing.T) {
	s := open(t, t.TempDir())
	for _, quota := range []int64{-1, 0, MinHoldQuota - 1, MaxHoldQuota + 1} {
		if err := s.Set(t.Context(), Settings{HoldQuota: quota}); !errors.Is(err, ErrHoldQuota) {
			t.Errorf("%d bytes: %v", quota, err)
		}
	}
	s.want(t, Default)
}

// A change is stored, told and applied, once each; what changes nothing is not told.
func TestChangeIsAppliedAndTold(t *testing.T) {
	s := open(t, t.TempDir())
	sub := s.Bus.Subscribe(9)
	defer sub.Close()
	var applied []Settings
	s.Apply = func(_ context.Context, to Settings) error { applied = append(applied, to); return nil }
	off := Default
	off.Typing = false
	for range 2 {
		if err := s.Change(t.Context(), func(s *Settings) { s.Typing = false }); err != nil {
			t.Fatal(err)
		}
	}
	s.want(t, off)
	if len(applied) != 2 || applied[0] != off || applied[1] != off {
		t.Errorf("applied %+v", applied)
	}
	if events, _ := sub.Take(); len(events) != 1 || events[0] != (Changed{}) {
		t.Errorf("told %v", events)
	}
}

// A caller who goes away when the change is stored does not stop its effect.
func TestApplyOutlivesTheCaller(t *testing.T) {
	s := open(t, t.TempDir())
	ctx, leave := context.WithCancel(t.Context())
	var seen error
	s.Apply = func(ctx context.Context, _ Settings) error { leave(); seen = ctx.Err(); return nil }
	if err := s.Set(ctx, Settings{HoldQuota: 1 << 30}); err != nil || seen != nil {
		t.Errorf("%v; while it was applied: %v", err, seen)
	}
}

// What could not be applied is stored all the same, and the caller hears of it.
func TestApplyFails(t *testing.T) {
	s := open(t, t.TempDir())
	broken := errors.New("no")
	s.Apply = func(context.Context, Settings) error { return broken }
	if err := s.Set(t.Context(), Settings{HoldQuota: 1 << 30}); !errors.Is(err, broken) {
		t.Errorf("error %v", err)
	}
	s.want(t, Settings{HoldQuota: 1 << 30})
}
