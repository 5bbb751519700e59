package httpapi

import "testing"

type innerForm struct {
	Items []itemPart `json:"items"`
	Deep  *itemPart  `json:"deep"`
}

type itemPart struct {
	Quantity int            `json:"quantity"`
	Options  map[string]int `json:"options"`
}

type outerForm struct {
	innerForm
	Note string   `json:"note"`
	Own  itemPart `json:"own"`
}

// A field that is wrong is named as the caller wrote it, whatever the types are called.
func TestAWrongFieldIsNamedAsItWasWritten(t *testing.T) {
	for body, want := range map[string]string{
		`{"items":[{"quantity":"two"}]}`: "the field items.quantity may not be a string",
		`{"items":"all"}`:                "the field items may not be a string",
		`{"deep":{"quantity":[]}}`:       "the field deep.quantity may not be a array",
		`{"note":7}`:                     "the field note may not be a number",
		`{"own":{"quantity":1.5}}`:       "the field own.quantity may not be a number 1.5",
		`{"own":{"options":{"a":"b"}}}`:  "the field own.options may not be a string",
	} {
		if err := decodeObject([]byte(body), new(outerForm)); err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", body, err, want)
		}
	}
}
