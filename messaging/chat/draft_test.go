package chat

import (
	"errors"
	"strings"
	"testing"

	"github.com/libp2p/go-libp2p/core/peer"
)

func (s *side) wantDraft(of peer.ID, want string) {
	s.T.Helper()
	all, err := s.Drafts(s.T.Context())
	must(s.T, err)
	if got := all[of]; got != want || (want == "" && len(all) != 0) {
		s.T.Errorf("the drafts are %q, want %q", all, want)
	}
}

func TestADraftIsKeptAndForgotten(t *testing.T) {
	alice, bob := pair(t)
	alice.wantDraft(bob.id(), "")
	for _, text := range []string{"half a", "half a thought ", strings.Repeat("é", MaxDraft/2)} {
		must(t, alice.SetDraft(t.Context(), bob.id(), text))
		alice.wantDraft(bob.id(), text)
	}
	if _, found := alice.row(bob.id()); found {
		t.Error("a draft makes a conversation")
	}
	must(t, alice.SetDraft(t.Context(), bob.id(), ""))
	alice.wantDraft(bob.id(), "")
}

func TestADraftHasLimits(t *testing.T) {
	alice, bob := pair(t)
	must(t, alice.SetDraft(t.Context(), bob.id(), "before"))
	for text, want := range map[string]error{strings.Repeat("x", MaxDraft+1): ErrDraftTooLong, "\xff": ErrNotUTF8} {
		if err := alice.SetDraft(t.Context(), bob.id(), text); !errors.Is(err, want) {
			t.Errorf("%.9q: %v", text, err)
		}
	}
	alice.wantDraft(bob.id(), "before")
}

// The text is sent in the transaction that forgets it: a crash cannot offer it again.
func TestADraftThatIsSentIsNoDraft(t *testing.T) {
	alice, bob := pair(t)
	must(t, alice.SetDraft(t.Context(), bob.id(), " hello\n"))
	alice.sends(bob, "something else")
	alice.wantDraft(bob.id(), " hello\n")
	alice.sends(bob, "hello")
	alice.wantDraft(bob.id(), "")
}

func TestADraftGoesWithItsConversation(t *testing.T) {
	alice, bob := pair(t)
	alice.sends(bob, "hello")
	must(t, alice.SetDraft(t.Context(), bob.id(), "and"))
	must(t, alice.DeleteConversation(t.Context(), bob.id()))
	alice.wantDraft(bob.id(), "")
}
