package table

import "testing"

func TestGuard(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "Marta": "Marta", "=1+1": "'=1+1", "+49": "'+49", "-2": "'-2", "@x": "'@x", "\tx": "'\tx", "＝1": "'＝1", "|x": "'|x", "'tis": "''tis", "\xff=": "\xff=",
	} {
		if got := Guard(in); got != want || Unguard(got) != in {
			t.Errorf("%q is %q, and read %q", in, got, Unguard(got))
		}
	}
	if got := Unguard("'tis"); got != "'tis" {
		t.Errorf("what nobody guarded is read %q", got)
	}
}
