/* Whoever logs out leaves no text behind in this browser, also where the line is not secure and the
   browser does not listen to Clear-Site-Data. What the desk has not sent yet is no such text: it
   stays, and whoever leaves is asked first; the names of the invited, which it has fetched, go. */
"use strict";

function forgetNames() {
  const opening = indexedDB.open("balai-kantor");
  opening.onupgradeneeded = () => opening.transaction.abort(); // no desk was here: none is made
  opening.onsuccess = () => {
    opening.result.transaction("book", "readwrite").objectStore("book").clear();
    opening.result.close(); // once that is done
  };
}

document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || !event.target.matches("[action='/keluar'], [data-leaves]")) return;
  const waits = document.cookie.includes("balai_menunggu=1");
  const words = "Di perangkat ini masih ada catatan hadir yang belum terkirim atau belum Anda lihat di halaman Meja. Tetap keluar? Catatan itu tetap tersimpan di sini, dan terkirim setelah petugas masuk lagi dan membuka Meja.";
  if (waits && !window.confirm(words)) {
    event.preventDefault();
    return;
  }
  try {
    forgetNames();
    Object.keys(localStorage).filter((key) => key.startsWith("balai:tulisan:")).forEach((key) => localStorage.removeItem(key));
  } catch { /* storage may be forbidden: then nothing lies there */ }
});
