// Takes the result to the merchant at once, as syschnotify_flag 1 asks for.
document.getElementById("return").submit();
