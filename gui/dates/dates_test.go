package dates

import (
	"os"
	"testing"
	"time"

	"restante/gui/guitest"
)

func TestMain(m *testing.M) { os.Exit(guitest.Run(m)) }

func TestDays(t *testing.T) {
	may := time.Date(2025, 5, 12, 0, 0, 0, 0, time.UTC)
	for got, want := range map[string]string{
		Day(may): "12 May", Full(may): "12 May 2025", Past(may, guitest.Now): "12 May 2025", Past(guitest.Now, guitest.Now): "21 Nov",
	} {
		if got != want {
			t.Errorf("it says %q, want %q", got, want)
		}
	}
}
