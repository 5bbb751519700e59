package pointer

import (
	"context"
	"errors"

	"restante/node/vault"
)

// write commits f and translates what went wrong.
func (h *Holder) write(f func(*vault.Tx) error) error { return h.explain(h.writes.do(f)) }

// view reads on a snapshot. It must not talk to the client meanwhile: a slow
// one would hold up the database's log.
func (h *Holder) view(ctx context.Context, f func(*vault.Tx) error) error {
	return h.explain(h.vault.View(ctx, f))
}

// explain makes an error of the database one that the client may see.
func (h *Holder) explain(err error) error {
	var r *Refusal
	if err == nil || errors.As(err, &r) {
		return err
	}
	if !errors.Is(err, context.Canceled) { // the program stops, or the caller is gone
		h.log.Error("pointer holder cannot use its database", "err", err)
	}
	if errors.Is(err, vault.ErrFull) {
		return refuse(CodeHolderFull, "the holder's disk is full")
	}
	return refuse(CodeBusy, "the holder cannot use its database")
}
