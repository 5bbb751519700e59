package pdf
import ("testing";"os";"time";"strings")
func TestTry(t *testing.T){
 d,err:=New("Test ü","de",time.Unix(0,0)); if err!=nil{t.Fatal(err)}
 s:=d.Add(); y:=60.0
 for _,x:=range []string{"Invoice RE-2026-0007, fi ffi AV To 111 789 1:2 (3x4)","Zoë Müller, Łódź, Ελλάδα, Київ", "السيدة فاطمة الزهراء، شارع 15 القاهرة", "אבג דהו 12,50 Müller שלום","ab\u202egnp.exe", "a"+strings.Repeat("\u0301",1000)+"b", "東京 日本", strings.Repeat("x",3000)}{
  for _,sz:=range []Style{{Size:11},{Size:16,Bold:true}} { for i,l:=range d.Break(x,sz,480){ if i>5 {break}; s.Text(57,y,l); y+=sz.Size*1.4 } }
 }
 s.Rule(57,y,500,y,.5,.7); s.Frame(57,y+10,9,9,.7,.4)
 b,err:=d.Bytes(); if err!=nil{t.Fatal(err)}
 os.WriteFile("/tmp/w/paper/try.pdf",b,0o644)
}
