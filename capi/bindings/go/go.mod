module homing.example/homing

go 1.18
