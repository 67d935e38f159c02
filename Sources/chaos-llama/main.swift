print("chaos-llama")
