package vault

import (
	"encoding/json"
	"reflect"
	"testing"
)

// Whatever stands in a key file, reading it does not panic, and what is taken is
// within bounds and survives being written again.
func FuzzParseKeyFile(f *testing.F) {
	f.Add([]byte(`{"version":1,"ready":true,"locks":[{"method":"passphrase","argon2id":{"salt":"AAECAwQFBgcICQoLDA0ODw==","time":3,"memoryKiB":65536,"threads":4},"key":"AAAA"}]}`))
	f.Add([]byte(`{"version":1,"locks":[{"method":"keyring","entry":"00ff","key":"AAAA"}]}`))
	f.Add([]byte(`{"version":1,"locks":[{"method":"passphrase","argon2id":{"salt":"AAECAwQFBgcICQoLDA0ODw==","time":3,"memoryKiB":4294967295,"threads":4}}]}`))
	f.Add([]byte(`{"version":1,"locks":[{"method":"file","key":"AAAA"}]}`))
	f.Add([]byte(`[]`))
	f.Fuzz(func(t *testing.T, b []byte) {
		k, err := parseKeyFile(b)
		if err != nil {
			return
		}
		for _, l := range k.Locks {
			if a := l.Argon2id; l.Method == methodPassphrase && (a.MemoryKiB > maxArgonMemoryKiB || a.Time > maxArgonTime) {
				t.Errorf("took %+v", a)
			}
		}
		again, err := json.Marshal(k)
		if err != nil {
			t.Fatal(err)
		}
		if k2, err := parseKeyFile(again); err != nil || !reflect.DeepEqual(k, k2) {
			t.Errorf("written again: %+v, %v; want %+v", k2, err, k)
		}
	})
}
