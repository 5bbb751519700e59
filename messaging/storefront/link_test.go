package storefront

import (
	"errors"
	"strings"
	"testing"

	"restante/node/identity/identitytest"
)

func TestLinks(t *testing.T) {
	owner := identitytest.New(t).ID()
	for _, l := range []Link{{Owner: owner}, {owner, "blue-mug"}, {owner, strings.Repeat("x", 70)}} {
		got, err := ParseLink(" " + l.String() + "\n")
		if err != nil || got != l || len(l.String()) > maxLink {
			t.Errorf("%s is read as %+v, %v", l, got, err)
		}
	}
	good := Link{Owner: owner}.String()
	for _, bad := range []string{
		"", "restante:peer/" + owner.String(), linkStart, linkStart + "x", good + "/", good + "/../x", good + "/a/b", good + "/A",
		good + strings.Repeat(" ", maxLink),
	} {
		if l, err := ParseLink(bad); !errors.Is(err, ErrLink) {
			t.Errorf("%q is read as %+v, %v", bad, l, err)
		}
	}
}

func FuzzParseLink(f *testing.F) {
	f.Add(Link{identitytest.New(f).ID(), "blue-mug"}.String())
	f.Fuzz(func(t *testing.T, text string) {
		l, err := ParseLink(text)
		if err != nil {
			return
		}
		if again, err := ParseLink(l.String()); err != nil || again != l {
			t.Fatalf("%+v is read as %+v, %v", l, again, err)
		}
	})
}
